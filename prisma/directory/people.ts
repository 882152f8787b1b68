/** Organisations and people that never were. */
import { REGIONS } from './communities.ts';
import { pick, type Random } from './random.ts';

const PLACES =
  `Ashmere Brackwater Coldwick Dunmarsh Elverholt Farrowby Glenmoor Hathersley Inglebrook Jessingham Kelderby Larkfold
  Mossgate Netherby Orlestow Pellridge Quarndale Rushwater Silverholt Thornleigh Underfell Vailsby Withenmoor Yarrowmouth
  Aldermere Birkenholm Crowsthorpe Deepwell Eastmarsh Foxholm`.split(/\s+/);
const BODIES = [
  'Council',
  'Borough Council',
  'District Council',
  'Homes',
  'Health Trust',
  'Fire and Rescue',
  'Voluntary Action',
];

/** Distinct names with the region in which each is; the first is in all of them. */
export const organisationNames = (count: number): readonly { name: string; region: string | null }[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `${PLACES[at % PLACES.length]} ${BODIES[(at === 0 ? 0 : at + Math.floor(at / PLACES.length)) % BODIES.length]}`,
    region: at === 0 ? null : (REGIONS[at % REGIONS.length] ?? null),
  }));

const FIRST =
  `Aisha Alan Amara Anita Asha Ben Bethan Bola Carys Chen Clare Daniel David Dilys Ebony Elif Emma Farah Femi Fiona Gareth
  George Grace Hannah Harpreet Helen Ibrahim Ines Ivan Jack Jamal Jane Jin Joanna Kavya Kemi Kofi Laura Leila Liam Linh Lucy Maria
  Mark Maya Mei Mohammed Nadia Naomi Neil Nia Oliver Olu Owen Paolo Priya Rachel Ravi Rhys Rosa Ruth Sam Sanjay Sara Seren Simon
  Sofia Stefan Tariq Tess Tom Uma Vera Wei Yusuf Zara Zofia`.split(/\s+/);
const LAST =
  `Abbott Adeyemi Ahmed Akhtar Allen Bailey Banerjee Bennett Bevan Brown Carter Chan Clarke Cole Cooper Davies Desai Doyle Edwards
  Evans Farrell Fletcher Ford Garcia Gill Gray Griffiths Hall Harris Hassan Hughes Hussain Ibrahim Jackson James Jones Joshi Kaur Kelly Khan
  King Kowalski Lewis Lloyd Malik Mensah Miller Mitchell Moore Morgan Murphy Nowak Okafor Owen Parker Patel Pearce Phillips Powell
  Price Quinn Rahman Rao Reid Roberts Robinson Rossi Scott Shah Sharma Silva Singh Smith Stone Taylor Thomas Turner Walker
  Ward Watson White Williams Wilson Wood Wright Yilmaz Young`.split(/\s+/);

export const personName = (random: Random): string => `${pick(random, FIRST)} ${pick(random, LAST)}`;
