/** What people say every day, and what councils call it: an A to Z of council services. Names of things, never of particular communities. */

const A_TO_Z = `
abuse: safeguarding
accident: safety, casualties
adopted: adoption
addict: substance, drug
alcoholic: alcohol, treatment
allergy: allergens
ambulance: emergency
asthma: air, breathing
asylum: refugees
attic: building, loft
autistic: autism
baby: early years, birth
bailiff: recovery, enforcement
bee: allotments
beggar: rough sleeping
benefit: welfare, benefits
bicycle: cycling
bike: cycling
bill: billing, charges
bin: waste, refuse, collections
bin man: waste, crews
blind: sight, sensory
boiler: heating, repairs
bonfire: smoke, nuisance
book: libraries
boss: managers, leadership
bully: behaviour, harassment
buried: cemeteries, bereavement
bury: cemeteries, bereavement
bus stop: bus, transport
cab: taxi
car: vehicles
car park: parking
caravan: traveller, sites
care home: residential care
carer: carers, care
cash: money, payments
charity: voluntary
cheat: fraud
child: children
childminder: childcare
chemist: pharmacy
cladding: building, fire
class: school
cliff: coastal, erosion
cold: heating, energy
complain: complaints
computer: digital, devices
contractor: contracts
corner shop: retail, business
councillor: members, councillors
counsellor: counselling
court: legal, prosecution
crash: casualties, road
creche: childcare
cremation: crematoria
crime: community safety
crossroads: junctions
cut down: felling
cyclist: cycling
dad: parents, family
dangerous dog: dogs
dead: deaths, bereavement
deaf: hearing, sensory
debt: debt, arrears
demented: dementia
die: deaths, bereavement
died: deaths, bereavement
dirty: hygiene, cleansing
disabled: disability, accessible
disease: infection, outbreaks
ditch: drainage
divorce: family, court
doctor: health, GP
dole: benefits, employment
drain: drainage, flooding
drink: alcohol
driver: drivers
drone: aerial
drug: drug, substance
dump: waste, fly tipping
dumped: waste, fly tipping
dustbin: waste, refuse
earnings: pay
eighteen: young people
elderly: older, later life
electric car: electric vehicle, chargepoints
email: correspondence, messages
eviction: possession, homelessness
evicted: homelessness, possession
extension: planning, extension
factory: industrial
farmer: farms, rural, landowner
fat: obesity, weight
filthy: hygiene
fine: penalty
fire: fire, emergency
firework: events
flat: housing, homes
flood: flooding, surface water
food bank: food banks
footpath: rights of way
footway: pavement
forgetful: memory, dementia
foreigner: language, migration
foster: fostering
freezing: cold, heating
fridge: bulky
frost: winter, gritting
funeral: bereavement, funerals
furniture: bulky, reuse
fumes: pollution, emissions
gamble: gambling, betting
gang: violence, exploitation
garage: garages
garden waste: waste, recycling
gate: gates, stiles
gifted: inclusion
grandad: older
grandmother: relatives, older
grandparent: kinship, relatives
granny: older
grass: grounds maintenance
grave: cemeteries
green bin: recycling
gritter: gritting, winter
gym: leisure
gypsy: traveller
hacked: cyber
hacker: cyber
heating: energy, heating
hire: employ, recruitment
holiday: leave
home help: home care
homeless: homelessness
horse: animal, riding
hospital: hospital, discharge
hotel: bed breakfast
house: housing, homes
hungry: food
husband: family
ice: winter, gritting
icy: winter, gritting
immigrant: migration, refugees
internet: broadband, online
invoice: payments
jab: immunisation, vaccination
job: employment, recruitment
jobless: employment
judge: court
junk: bulky, waste
kid: children, young
kerb: pavement, highway
lamp: lighting
lamp post: lighting, columns
landlord: landlord, rented
lane: routes, roads
language: interpreting, translation
laptop: devices
leak: repairs
letter: correspondence
library: libraries
lift: lifts
litter: litter, cleansing
lollipop: crossing, road safety
lonely: loneliness, isolation
lorry: goods vehicles
lottery: lotteries, gambling
lunch: meals
map: mapping, spatial
married: marriage, ceremonies
marry: marriage, ceremonies
mask: infection
mattress: bulky
meals on wheels: home care, meals
memory: memory, dementia
minutes: committee, agendas
mobile: phone
mobility scooter: mobility
mortgage: home ownership
mould: mould, damp
mouse: pest
mum: parents, family
music: noise, music
nappy: waste
needle: needle exchange
neighbour: neighbours
nightclub: licensing, night
noisy: noise
nursery: early years, childcare
nurse: nursing
oak: trees
office: offices
old: older
old people: older, later life
orphan: children in care
out of work: employment
overweight: obesity
paedophile: exploitation, safeguarding
path: rights of way, footpath
pavement: footway, highway
pay rise: pay
pension: pensions
pensioner: older, later life
permission: consent, planning
permit: permits
pet: animal
phone: phones, contact
plane: airport
playground: play
plot: plots
plumber: repairs
poison: hygiene, poisoning
police: police, community safety
polling: elections
poor: poverty, hardship
posh: standards
pothole: highway, defects
poo: fouling
pram: accessible
pregnant: pregnancy, maternity
prescription: health
prison: justice
pub: alcohol, premises
pupil: school, pupils
puppy: breeders, dogs
quarry: quarries, minerals
quote: quotations, procurement
rain: surface water, flooding
raffle: lotteries
ramp: adaptations
rat: pest, vermin
read: reading, literacy
refugee: refugees, resettlement
rent: rent
restaurant: food
retire: pensions
road: highway, roads
roadworks: street works
rough sleeper: rough sleeping
rubbish: waste, refuse
sack: dismissal
sacked: dismissal, employment
salt: gritting
scam: scams
school bus: school travel
school run: school travel, routes
secondhand: reuse
sewage: drainage
shelter: shelters
shop: retail, premises
shopping: retail, high street
sick: sickness, health
sleeping: sleeping
smell: odour, nuisance
smoker: smoking
snow: winter
sofa: bulky, furniture
solicitor: legal
speeding: speed, road safety
spray paint: graffiti
squatter: trespass
stairlift: adaptations, equipment
statue: memorials, public art
steps: access
storm: flooding, emergency
street lamp: street lighting
streetlight: street lighting
strike: trade union
student: students
suicidal: suicide
swimming: pools
swing: play equipment
takeaway: food
tap water: water
tax: tax
teacher: school
teach: education
teenager: young people
temp: agency
tenant: tenants, tenancy
tent: encampments
tip: recycling centres
toilet: toilets
toddler: early years
traffic jam: traffic
traffic light: signals
trash: waste
train: rail
traveller: traveller
tree: trees
truant: attendance
truancy: attendance
unemployed: employment
van: vehicles
vandal: graffiti, damage
vape: vaping, tobacco
vegetable: growing
veteran: armed forces
visa: immigration, status
vote: elections, voters
voter: elections
waiting list: waiting, allocations
wander: missing
war: refugees
ward: ward
wasp: pest
wedding: ceremonies, marriage
wet room: adaptations, bathroom
wheelchair: wheelchair, disability
wheelie bin: waste, containers
widow: bereavement
wife: family
window: windows
young offender: youth justice
youth: young people, youth
`;

/** By the word or pair of words as they are folded. */
export const EVERYDAY: ReadonlyMap<string, readonly string[]> = new Map(
  A_TO_Z.trim()
    .split('\n')
    .map((line) => {
      const [said = '', called = ''] = line.split(': ');
      return [said, called.split(', ')] as const;
    }),
);
