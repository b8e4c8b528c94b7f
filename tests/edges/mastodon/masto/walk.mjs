// What members and a moderator do through masto.js. Standard input: JSON with the site's `url`, the `tokens` of Ana,
// Ben, Carla and the moderator Mo, and the path of a `picture`. Standard output: JSON of what each step found.

import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { createRestAPIClient, createStreamingAPIClient } from "masto";

const PATIENCE_MS = 20_000;

// The worker brings news a moment later.
async function eventually(what, read) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(200)) {
    const found = await read();
    if (found) return found;
  }
  throw new Error(`${what}: nothing came`);
}

async function writing({ ana, ben, picture }) {
  const file = new Blob([await readFile(picture)], { type: "image/png" });
  const media = await ana.v2.media.create({ file, description: "A grey figure" });
  const post = await ana.v1.statuses.create({
    status: "Who has oars for Sunday? #boats", visibility: "public", language: "en", mediaIds: [media.id],
  });
  const reply = await ben.v1.statuses.create({ status: "I have two pairs", inReplyToId: post.id });
  const context = await ana.v1.statuses.$select(post.id).context.fetch();
  const [shown] = post.mediaAttachments;
  const download = await fetch(shown.url);
  return {
    post,
    facts: {
      content: reply.content,
      repliesTo: reply.inReplyToId === post.id,
      thread: context.descendants.map((one) => one.account.acct),
      media: [shown.type, shown.description, download.status],
    },
  };
}

async function voting({ ana, ben }) {
  const { poll } = await ana.v1.statuses.create({ status: "Which bread?", poll: { options: ["Rye", "Wheat"], expiresIn: 3600 } });
  const voted = await ben.v1.polls.$select(poll.id).votes.create({ choices: [1] });
  const seen = await ana.v1.polls.$select(poll.id).fetch();
  return { own: voted.ownVotes, options: seen.options.map((one) => [one.title, one.votesCount]), voters: seen.votersCount };
}

async function reading({ ana, ben, post }) {
  const { id } = await ana.v1.accounts.verifyCredentials();
  const relationship = await ben.v1.accounts.$select(id).follow();
  const list = await ben.v1.lists.create({ title: "Boats" });
  await ben.v1.lists.$select(list.id).accounts.create({ accountIds: [id] });
  await ben.v2.filters.create({
    title: "Rowing", context: ["home"], filterAction: "warn", keywordsAttributes: [{ keyword: "oars", wholeWord: true }],
  });
  const listed = await eventually("the list", async () => {
    const found = await ben.v1.timelines.list.$select(list.id).list();
    return found.some((one) => one.id === post.id) && found;
  });
  const home = await eventually("home", async () => {
    const found = await ben.v1.timelines.home.list();
    return found.find((one) => one.id === post.id);
  });
  return {
    following: relationship.following,
    members: (await ben.v1.lists.$select(list.id).accounts.list()).map((one) => one.acct),
    listed: [...new Set(listed.map((one) => one.account.acct))],
    filtered: home.filtered.map((one) => [one.filter.title, one.filter.filterAction, one.keywordMatches]),
  };
}

async function beingTold({ ana, ben, carla, post }) {
  await ben.v1.statuses.$select(post.id).favourite();
  await carla.v1.statuses.$select(post.id).favourite();
  const { notificationGroups, accounts } = await eventually("notifications", async () => {
    const found = await ana.v2.notifications.list({ types: ["favourite"] });
    return found.notificationGroups[0]?.notificationsCount === 2 && found;
  });
  const names = new Map(accounts.map((one) => [one.id, one.acct]));
  return notificationGroups.map((group) => ({
    type: group.type,
    count: group.notificationsCount,
    from: group.sampleAccountIds.map((id) => names.get(id)).sort(),
    about: group.statusId === post.id,
  }));
}

async function listening({ ana, url, token }) {
  const { configuration } = await createRestAPIClient({ url }).v2.instance.fetch();
  const streaming = createStreamingAPIClient({ streamingApiUrl: configuration.urls.streaming, accessToken: token, retry: false });
  const heard = [];
  const subscription = streaming.user.subscribe();
  const listener = (async () => {
    for await (const event of subscription) heard.push(event);
  })();
  try {
    // Nothing says when the server has taken up a subscription: the first post that arrives does.
    await eventually("the stream", async () => {
      await ana.v1.statuses.create({ status: "Is anybody there?" });
      return heard.length > 0;
    });
    const post = await ana.v1.statuses.create({ status: "The lock is open" });
    const event = await eventually("the update", () => heard.find((one) => one.payload.id === post.id));
    return { stream: event.stream, event: event.event, content: event.payload.content, from: event.payload.account.acct };
  } finally {
    subscription.unsubscribe();
    streaming.close();
    await listener;
  }
}

async function moderating({ ben, mo, post }) {
  const filed = await ben.v1.reports.create({ accountId: post.account.id, statusIds: [post.id], comment: "Spam, I think" });
  const waiting = await mo.v1.admin.reports.list();
  const report = mo.v1.admin.reports.$select(filed.id);
  const taken = await report.assignToSelf();
  const resolved = await report.resolve();
  return {
    waiting: waiting.map((one) => [one.id === filed.id, one.comment, one.targetAccount.username, one.statuses[0].id === post.id]),
    takenBy: taken.assignedAccount.username,
    resolved: resolved.actionTaken,
    left: (await mo.v1.admin.reports.list()).length,
    refused: await ben.v1.admin.reports.list().then(() => "no", (error) => error.statusCode),
  };
}

async function walk({ url, tokens, picture }) {
  const clients = Object.fromEntries(
    Object.entries(tokens).map(([name, accessToken]) => [name, createRestAPIClient({ url, accessToken })]),
  );
  const { post, facts } = await writing({ ...clients, picture });
  return {
    writing: facts,
    voting: await voting(clients),
    reading: await reading({ ...clients, post }),
    beingTold: await beingTold({ ...clients, post }),
    listening: await listening({ ...clients, url, token: tokens.ben }),
    moderating: await moderating({ ...clients, post }),
  };
}

let given = "";
for await (const chunk of process.stdin) given += chunk;
console.log(JSON.stringify(await walk(JSON.parse(given))));
