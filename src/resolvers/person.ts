import type {
  PersonResolvers,
  QueryResolvers,
  UserResolvers,
  ViewerResolvers,
} from '../generated/resolvers.ts';
import { formatPerson } from '../model/ref.ts';
import { listPeople } from '../person-list.ts';

export const Person: PersonResolvers = {
  id: ({ ref }) => formatPerson(ref),
  primaryEmail: ({ emails }) => emails[0] ?? null,
  proposed: async (person, _args, { directory }) => (await directory.people()).proposedTo(person),
  systems: async (_person, _args, { directory }) => (await directory.people()).reports,
};

export const personQueries: Pick<QueryResolvers, 'person' | 'people'> = {
  person: async (_root, { email }, { directory }) => (await directory.people()).byEmail(email),
  people: (_root, args, { directory }) => listPeople(directory, args),
};

export const personOfUser: NonNullable<UserResolvers['person']> = async ({ ref }, _args, { directory }) =>
  (await directory.people()).of(ref);

export const personOfViewer: NonNullable<ViewerResolvers['person']> = async (
  { email },
  _args,
  { directory },
) => (email === null ? null : (await directory.people()).byEmail(email));
