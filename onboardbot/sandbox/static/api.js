// The control API, and what stands beside it. A refusal is an Error with the server's sentence and its status.

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.error ?? `The sandbox answered ${response.status}.`), { status: response.status });
  return body;
}

async function ask(...request) {
  try {
    return await fetch(...request);
  } catch {
    throw new Error("The sandbox does not answer. Is it still running?");
  }
}

export async function look(what, query = {}) {
  return answer(await ask(`/control/${what}?${new URLSearchParams(query)}`));
}

export async function act(deed, fields) {
  return post(`/control/${deed}`, fields);
}

export async function clock(move) {
  return move ? post("/clock", move) : read("clock");
}

export async function read(what) {
  return answer(await ask(`/${what}`));
}

export async function post(path, fields) {
  const headers = { "content-type": "application/json" };
  return answer(await ask(path, { method: "POST", headers, body: JSON.stringify(fields) }));
}
