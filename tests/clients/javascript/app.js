// A small app on Slack's official JavaScript framework. What it does is the same as app.py beside it does, so that
// one round of tests holds for both; nothing in it knows that it talks to a sandbox, but the address.
const { App } = require('@slack/bolt');

const card = JSON.parse(process.argv[2]);
const port = Number(process.argv[3] || 0);
const app = new App({
  token: card.bot_token,
  clientOptions: { slackApiUrl: card.api_url },
  ...(port ? { signingSecret: card.signing_secret } : { socketMode: true, appToken: card.app_token }),
});

const plain = (text) => ({ type: 'plain_text', text });
const button = (id, text) => ({ type: 'button', action_id: id, text: plain(text), value: id });
const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const QUESTION = [
  section('How are *you*?'),
  {
    type: 'actions',
    block_id: 'mood',
    elements: [button('fine', 'Fine'), button('redraw', 'Redraw'), button('whisper', 'Whisper'), button('more', 'More')],
  },
];
const modal = (title, blocks) => ({
  type: 'modal', callback_id: 'answer', private_metadata: 'm1', title: plain(title), submit: plain('Send'),
  close: plain('Cancel'), blocks,
});
const INPUTS = [
  { type: 'input', block_id: 'words', label: plain('In your own words'), element: { type: 'plain_text_input', action_id: 'words' } },
  {
    type: 'input', block_id: 'choice', optional: true, label: plain('Who helped?'),
    element: {
      type: 'radio_buttons', action_id: 'choice',
      options: ['buddy', 'team'].map((value) => ({ text: plain(value), value })),
    },
  },
  { type: 'input', block_id: 'day', optional: true, label: plain('Since'), element: { type: 'datepicker', action_id: 'day' } },
  { type: 'actions', block_id: 'deeper', elements: [button('push', 'Deeper'), button('anew', 'Anew')] },
];

app.message(async ({ message, client, say }) => {
  if (message.subtype) return;
  if (message.text === 'calls') await say(JSON.stringify(await calls(client, message)));
  else if (message.text === 'mistakes') await say(JSON.stringify(await mistakes(client, message)));
  else await say({ text: `You said: ${message.text}`, blocks: QUESTION, metadata: { event_type: 'round', event_payload: { id: 'x1' } } });
});

app.action('fine', async ({ ack, respond }) => {
  await ack();
  await respond({ text: 'Glad to hear it.', replace_original: true });
});
app.action('redraw', async ({ ack, body, client }) => {
  await ack();
  await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: 'Drawn anew', blocks: [section('Drawn anew')] });
});
app.action('whisper', async ({ ack, body, client }) => {
  await ack();
  await client.chat.postEphemeral({ channel: body.channel.id, user: body.user.id, text: 'For your eyes only' });
});
app.action('more', async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: modal('Your answer', INPUTS) });
});
app.action('push', async ({ ack, body, client }) => {
  await ack();
  await client.views.push({ trigger_id: body.trigger_id, view: modal('Deeper', INPUTS.slice(0, 1)) });
});
app.action('anew', async ({ ack, body, client }) => {
  await ack();
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: modal('Anew', INPUTS.slice(0, 2)) });
});
app.view('answer', async ({ ack, body, view, client }) => {
  const state = view.state.values;
  const words = state.words.words.value;
  if (words.length < 5) return ack({ response_action: 'errors', errors: { words: 'A little more, please' } });
  if (words === 'update') return ack({ response_action: 'update', view: modal('Updated', INPUTS.slice(0, 1)) });
  if (words === 'clear') return ack({ response_action: 'clear' });
  await ack();
  const choice = state.choice?.choice.selected_option?.value ?? null;
  const day = state.day?.day.selected_date ?? null;
  await client.chat.postMessage({ channel: body.user.id, text: JSON.stringify({ choice, day, words }) });
});
app.command('/onboard', async ({ ack, body, client, command, respond }) => {
  if (command.text === 'modal') {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal('From a command', INPUTS) });
  } else if (command.text === 'later') {
    await ack();
    await respond('Here it is');
  } else await ack(`You typed ${command.text}`);
});
app.event('app_home_opened', async ({ event, client }) => {
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Welcome home')] } });
});

// Return what Slack's methods answer, as far as it is the same for every client.
async function calls(client, message) {
  const channel = message.channel;
  const who = await client.auth.test();
  const known = await client.users.lookupByEmail({ email: 'nadia@northwind.example' });
  const listed = [];
  let cursor;
  do {
    const page = await client.users.list({ limit: 2, cursor });
    listed.push(...page.members.map((member) => member.id));
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  const opened = await client.conversations.open({ users: message.user });
  const posted = await client.chat.postMessage({ channel, text: 'one', metadata: { event_type: 'round', event_payload: { id: 'x2' } } });
  const reply = await client.chat.postMessage({ channel, text: 'two', thread_ts: posted.ts });
  const replies = await client.conversations.replies({ channel, ts: posted.ts });
  const found = await client.conversations.history({ channel, oldest: posted.ts, inclusive: true, limit: 1, include_all_metadata: true });
  const bare = await client.conversations.history({ channel, oldest: posted.ts, inclusive: true, limit: 1 });
  await client.chat.delete({ channel, ts: reply.ts });
  return {
    team: who.team_id,
    user: known.user.id,
    listed: listed.length,
    twice: listed.length - new Set(listed).size,
    same: opened.channel.id === channel,
    replies: replies.messages.map((one) => one.text),
    id: found.messages[0].metadata?.event_payload.id ?? null,
    bare: bare.messages[0].metadata?.event_payload?.id ?? null,
  };
}

// Return the code of each error: what Slack refuses is refused in words that the client's own library understands.
async function mistakes(client, message) {
  const channel = message.channel;
  const many = Array.from({ length: 51 }, () => section('x'));
  const tries = {
    many: () => client.chat.postMessage({ channel, text: 'x', blocks: many }),
    long: () => client.chat.postMessage({ channel, text: 'x', blocks: [section('x'.repeat(3001))] }),
    empty: () => client.chat.postMessage({ channel }),
    nowhere: () => client.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' }),
    nobody: () => client.users.lookupByEmail({ email: 'nobody@northwind.example' }),
    gone: () => client.chat.update({ channel, ts: '1.000001', text: 'x' }),
    trigger: () => client.views.open({ trigger_id: '1.2.3', view: modal('x', INPUTS) }),
    view: () => client.views.update({ view_id: 'V0NONE', view: modal('x', INPUTS) }),
  };
  const codes = {};
  for (const [name, call] of Object.entries(tries)) {
    codes[name] = await call().then(() => 'ok', (error) => error.data?.error ?? String(error));
  }
  return codes;
}

app.start(port || undefined).then(() => console.log('ready'));
