// Fetches from our own origin; an answer that is not a success is an error here.

let ask = (url, options) => fetch(url, options);

/** A page that stands alone asks nobody: `answer(url)` gives what `fetch` would. To be called before anything is asked. */
export function answerWith(answer) {
  ask = answer;
}

export async function request(url, options) {
  const reply = await ask(url, options);
  if (!reply.ok) throw new Error(`${reply.status} ${new URL(url, location.href).pathname}`);
  return reply;
}

export async function readJson(url) {
  return (await request(url)).json();
}

/** Asks one question at a time and only the newest of those that came meanwhile; for figures under a moving pointer. */
export class Newest {
  constructor(onAnswer, onError) {
    Object.assign(this, { onAnswer, onError, asking: false, next: null, round: 0 });
  }

  async ask(url) {
    this.next = url;
    if (this.asking) return;
    this.asking = true;
    while (this.next) {
      const { next, round } = this;
      this.next = null;
      try {
        const answer = await readJson(next);
        if (round === this.round) this.onAnswer(answer);
      } catch (error) {
        if (round === this.round) this.onError(error);
      }
    }
    this.asking = false;
  }

  /** What is under way no longer matters. */
  forget() {
    this.round += 1;
    this.next = null;
  }
}

/** The id of the one project behind a symbol, or null; frames carry no ids for groups. */
export async function onlyMember({ place, count }) {
  if (count !== 1 || place === null) return null;
  const { sections } = await readJson(`/members.json?park=${place}`);
  const ids = sections.flatMap(({ rows }) => rows.map(({ id }) => id));
  return ids.length === 1 ? ids[0] : null;
}
