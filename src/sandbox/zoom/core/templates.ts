/** Type 1 is the user's own, 2 the account admin's; only the latter can make a meeting. */
export const userTemplates = [
  { id: "qMKZ0pZ8T3mWYk1d5v2H4g==", name: "Team meeting", type: 1 },
  { id: "Dv4YdINdTk+Z5RToadh5ug==", name: "Company standard", type: 2 },
] as const;

export const meetingTemplates = userTemplates.filter(({ type }) => type === 2);
