import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type TemporaryRepository, temporaryRepository } from '../engines/git/temporary-repository.ts';

const departures = path.join(import.meta.dirname, '../../model-repo-template/data/departures.parquet');

/**
 * A twentieth of the template's real departures, as rows of their own: how late each left in three classes and in minutes, the day and airport
 * that rank it, and how late flights left there from 4 hours to 1 hour before.
 */
const derived = `
  with flights as (
    select *, avg(delay_min) over (
      partition by origin order by departed_at
      range between interval 4 hours preceding and interval 1 hour preceding
    ) as before_min
    from read_parquet('${departures}')
  )
  select flight_id, origin, destination, distance_mi,
    hour(departed_at) as hour, dayofweek(departed_at) as weekday, coalesce(round(before_min, 1), 0) as before_min,
    case when delay_min <= 0 then 'on time' when delay_min <= 15 then 'late' else 'very late' end as lateness,
    greatest(0, delay_min) as late_min,
    origin || ' ' || strftime(departed_at, '%Y-%m-%d') as day
  from flights where flight_id % 20 = 0 order by flight_id`;

const model = (name: string) => `apiVersion: aval/v1
kind: Model
name: ${name}
features: [flight:hour, flight:weekday, flight:distance_mi, flight:origin]
train:
  engine: gbdt
  parameters: {trees: 30, leaves: 8}
  seed: 7
`;

const files: Readonly<Record<string, string>> = {
  'aval.yaml': `apiVersion: aval/v1
kind: Project
name: lateness
environments:
  - name: production
`,
  'entities.yaml': 'apiVersion: aval/v1\nkind: Entity\nname: flight\nkeys: [flight_id]\n',
  'sources/flights.yaml': `apiVersion: aval/v1
kind: Source
name: flights
uri: data/flights.csv
access: repository
licence: public domain
origin: US Bureau of Transportation Statistics, by way of the template
columns:
  flight_id: {type: int, unique: true}
  origin: {type: string}
  destination: {type: string}
  distance_mi: {type: int}
  hour: {type: int}
  weekday: {type: int}
  before_min: {type: float}
  lateness: {type: string, values: [on time, late, very late]}
  late_min: {type: int}
  day: {type: string}
`,
  'features/flight.yaml': `apiVersion: aval/v1
kind: FeatureView
name: flight
entity: flight
source: flights
features:
  origin:
  hour:
  weekday:
  distance_mi:
  before_min:
`,
  'models/lateness/model.yaml': model('lateness'),
  'models/lateness/gates.yaml': `apiVersion: aval/v1
kind: Gates
model: lateness
problem:
  question: Will this flight leave on time, late or very late?
  decision: What passengers are told.
  task: multiclass
  label: {column: flights:lateness, classes: [on time, late, very late]}
data:
  spine: flights
  equalRows: 1                                    # a timetable repeats itself
  dev: {share: 0.3}
  holdout: {share: 0.3}
evaluate:
  metrics: [log_loss, accuracy, f1_macro]
  byClass: [recall, precision, roc_auc]
  groups:
    - {name: airport, by: flights:origin, reference: SEA}
gates:
  - {metric: log_loss, rule: notWorse, margin: 0.01, why: Passengers read the probabilities.}
  - {metric: roc_auc, class: very late, rule: notWorse, margin: 0.02, why: Very late flights lose connections.}
`,
  'models/look-first/model.yaml': model('look-first'),
  'models/look-first/gates.yaml': `apiVersion: aval/v1
kind: Gates
model: look-first
problem:
  question: Which of a day's flights will leave latest?
  decision: Which gates get more people in the morning.
  task: ranking
  query: flights:day
  label: {column: flights:late_min}
data:
  spine: flights
  equalRows: 1                                    # a timetable repeats itself
  dev: {share: 0.4, group: flights:day}
  holdout: {share: 0.3, group: flights:day}
evaluate:
  metrics: [ndcg, map]
  groups:
    - {name: airport, by: flights:origin, reference: SEA}
gates:
  - {metric: ndcg, rule: notWorse, margin: 0.02, why: People are sent by this order.}
`,
};

/** The class and the order of real flights: a repository with a model of several classes and one that ranks. */
export async function latenessRepository(): Promise<TemporaryRepository> {
  const repository = temporaryRepository();
  const file = (name: string) => path.join(repository.root, name);
  for (const [name, text] of Object.entries({ ...files, '.gitignore': '.aval/\n' })) {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
  }
  mkdirSync(file('data'), { recursive: true });
  const database = await DuckDBInstance.create();
  const session = await database.connect();
  await session.run(`copy (${derived}) to '${file('data/flights.csv')}' (header)`);
  session.closeSync();
  database.closeSync();
  repository.commit('Flights by how late they leave');
  return repository;
}
