/** Every mutation and the scope it takes. Written by hand from what each of them does. */
export const changeTable: Readonly<Record<string, string>> = {
  createUser: 'WRITE_ACCOUNTS',
  updateUser: 'WRITE_ACCOUNTS',
  enableUser: 'WRITE_ACCOUNTS',
  disableUser: 'WRITE_ACCOUNTS',
  deleteUser: 'WRITE_ACCOUNTS',
  setUserPassword: 'WRITE_SECRETS',
  createGroup: 'WRITE_ACCOUNTS',
  updateGroup: 'WRITE_ACCOUNTS',
  deleteGroup: 'WRITE_ACCOUNTS',
  addGroupMembers: 'WRITE_MEMBERSHIPS',
  removeGroupMembers: 'WRITE_MEMBERSHIPS',
  setGroupMembers: 'WRITE_MEMBERSHIPS',
  setPrimaryGroup: 'WRITE_MEMBERSHIPS',
  ensureProjectMembership: 'WRITE_MEMBERSHIPS',
  removeProjectMembership: 'WRITE_MEMBERSHIPS',
};
