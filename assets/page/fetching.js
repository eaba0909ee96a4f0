// Fetches from our own origin; an answer that is not a success is an error here.

export async function request(url, options) {
  const reply = await fetch(url, options);
  if (!reply.ok) throw new Error(`${reply.status} ${new URL(url, location.href).pathname}`);
  return reply;
}

export async function readJson(url) {
  return (await request(url)).json();
}

/** The id of the one project behind a symbol, or null; frames carry no ids for groups. */
export async function onlyMember({ place, count }) {
  if (count !== 1 || place === null) return null;
  const { sections } = await readJson(`/members.json?park=${place}`);
  const ids = sections.flatMap(({ rows }) => rows.map(({ id }) => id));
  return ids.length === 1 ? ids[0] : null;
}
