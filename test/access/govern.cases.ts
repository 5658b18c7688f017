// Govern has no projects here: its roles are given by rules, per blueprint and under conditions (Dataiku specification
// §4.19, §5.10), which is why access is not reckoned but shown as it stands. The rules are those of the small world.

/** One rule that gives a role. */
export interface RuleCase {
  /** A sentence that is true of the answer. */
  readonly says: string;
  readonly source: string;
  readonly blueprint: string;
  readonly role: string;
  readonly holders: readonly string[];
  readonly fields: readonly string[];
  readonly conditions: readonly string[];
}

export const governRules: readonly RuleCase[] = [
  {
    says: 'a rule without conditions always gives its role, to groups and accounts side by side',
    source: '§4.19 "criteria (array, empty = always)"',
    blueprint: 'bp.system.govern_project',
    role: 'ro.reader',
    holders: ['GROUP analysts', 'USER grace'],
    fields: [],
    conditions: [],
  },
  {
    says: 'a rule with conditions says all of them',
    source: '§4.19 criteria kinds: blueprint version, field value, workflow step',
    blueprint: 'bp.system.govern_project',
    role: 'ro.contributor',
    holders: ['GROUP engineers'],
    fields: [],
    conditions: [
      'BLUEPRINT_VERSION blueprintVersionId=bv.system.default',
      'FIELD_VALUE fieldId=risk operator=EQUALS value=HIGH',
      'WORKFLOW_STEP stepId=review',
    ],
  },
  {
    says: 'people named in a field of the artifact have the role as well',
    source: '§4.19 `fieldIds`; identity research §3a (whoever may edit the field can grant access)',
    blueprint: 'bp.system.govern_project',
    role: 'ro.project_manager',
    holders: ['USER emmy'],
    fields: ['sponsor'],
    conditions: [],
  },
  {
    says: 'a role may be given by a field alone',
    source: '§4.19 `userContainers`, `fieldIds`',
    blueprint: 'bp.system.business_initiative',
    role: 'ro.reader',
    holders: [],
    fields: ['sponsor'],
    conditions: [],
  },
];
