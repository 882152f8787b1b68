/** Words of everyday English that mean nearly the same, and forms that no stemming brings together. By field, of any subject. */

const RINGS = `
mum, mother, mummy, mom, parent
dad, father, daddy, parent
gran, granny, grandma, grandmother, nan, nana, grandparent
grandad, grandpa, grandfather, grandparent
grandchild, grandchildren, grandson, granddaughter
aunt, auntie, aunty, uncle, nephew, niece, relative
brother, sister, sibling, siblings
husband, wife, partner, spouse
kid, child, children, youngster
boy, lad, son
girl, lass, daughter
baby, infant, newborn
teenager, teen, adolescent, youth
old, older, elderly, pensioner, aged
lady, woman, women
man, men, chap, bloke
person, people
friend, mate
doctor, gp, surgery
nurse, nursing
ill, illness, sick, sickness, unwell, disease
injury, injured, hurt, wound
medicine, drug, tablet
drug, heroin, cannabis, cocaine
alcohol, drink, drunk, beer, wine
hospital, ward
death, dead, die, died, dying
bury, buried, burial, funeral, grave
forget, forgets, forgot, memory
walk, mobility
eat, ate, food, hungry, meal
kitchen, cook, cooking
house, home, dwelling
flat, apartment
cottage, house
room, bedroom
hostel, hotel, shelter
rent, rental
landlord, landlady, owner
evict, evicted, eviction
builder, building, developer, contractor
build, built, construction
extension, extend, conversion
wall, walls, plaster
window, windows, glazing
roof, loft, attic
permission, allowed, consent, approval
wood, timber
tree, oak, beech, chestnut, ash
garden, yard, lawn
rubbish, waste, litter, refuse, trash, garbage
dump, dumped, tipping, tipped
sofa, settee, couch
furniture, table, chair, mattress, bed
fridge, freezer
washing machine, dishwasher
road, street, highway
lane, alley, track
pothole, hole
pavement, footway, footpath
car, vehicle, motor
lorry, truck, hgv
bike, bicycle, cycle
bus, coach, minibus
cab, taxi, minicab
crash, collision, accident
ticket, fine, penalty
badge, permit, pass
journey, travel, transport
power, electricity, electric, blackout
heat, heating, warm
cold, freezing, chilly
rain, pour, pours, storm
water, flood, flooding
sea, seaside, coast, beach
river, stream, brook
money, cash, allowance, funding
bill, invoice, charge
debt, owe, owes, arrears
cheap, discount, reduction, relief
cheat, fraud, fiddle, scam
steal, stole, stolen, theft
job, work, employment, post
hire, employ, recruit
boss, manager, leader
pay, paid, wage, wages, salary
school, class, classroom
pupil, student, learner
teach, taught, teacher, tutor
learn, learnt, lesson, lessons
read, reading, literacy
exam, test
nursery, creche, playgroup
book, books, library
letter, letters, post, mail
email, emails, inbox, message
phone, telephone, mobile, call
computer, laptop, pc, tablet
website, web, online, internet, page
journalist, reporter, newspaper, press, media
picture, photo, photograph
news, announcement
wrong, mistake, error
secret, private, confidential, personal
angry, cross, upset, unhappy
sorry, apology, apologise
scared, afraid, frightened
lonely, alone, isolated
sad, low, depressed, depression
safe, safety, refuge
hit, hits, violence, violent, assault
police, officer
gang, dealer, dealers
knife, knives, weapon
prison, jail, gaol
court, judge, tribunal
lawyer, solicitor, barrister
law, legal
vote, voter, ballot, poll
meeting, meetings, committee
councillor, councillors, member
refugee, asylum, migrant
language, translate, translation, interpreter
church, mosque, temple, faith
wedding, marry, married, marriage
birth, born, pregnant, pregnancy, expecting
dog, puppy, hound
cat, kitten
rat, mouse, mice, vermin
horse, pony
farm, farmer, farmland
shop, store, retailer
market, stall
pub, bar, inn
cafe, restaurant, takeaway
noise, noisy, loud, music
smell, stink, odour
dirt, dirty, filthy, filth
smoke, smoking, cigarette, cigarettes
swing, slide, climbing
toilet, loo, lavatory
sport, football, swimming, gym
holiday, holidays, vacation
volunteer, volunteers, volunteering
buy, bought, purchase, purchasing
sell, sold, sale
give up, quit, stop
lend, loan, borrow
broken, broke, faulty, damaged
mend, mended, fix, repair
lamp, light, bulb
frost, ice, icy, snow
salt, grit, gritting
`;

/** Each word with all that mean nearly the same. */
export const NEARLY: ReadonlyMap<string, readonly string[]> = (() => {
  const near = new Map<string, Set<string>>();
  for (const line of RINGS.trim().split('\n')) {
    const ring = line.split(', ');
    for (const word of ring) {
      const others = near.get(word) ?? new Set<string>();
      for (const other of ring) if (other !== word) others.add(other);
      near.set(word, others);
    }
  }
  return new Map([...near].map(([word, others]) => [word, [...others]]));
})();
