"""Every method that the sandbox answers."""

from onboardbot.sandbox.web_api import basics, blocks, chat, conversations, users, views
from onboardbot.sandbox.web_api.call import Method

METHODS: dict[str, Method] = {
    "api.test": Method(basics.api_test, holder="none"),
    "apps.connections.open": Method(basics.open_connection, ("connections:write",), holder="app"),
    "auth.test": Method(basics.auth_test, holder="any"),
    "blocks.validate": Method(blocks.validate, holder="none"),
    "bots.info": Method(users.bot_info, ("users:read",)),
    "chat.delete": Method(chat.delete, ("chat:write",)),
    "chat.getPermalink": Method(chat.permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.post_message, ("chat:write",)),
    "chat.update": Method(chat.update, ("chat:write",)),
    "conversations.close": Method(conversations.close, ("im:write", "mpim:write")),
    "conversations.history": Method(conversations.history, ("im:history", "mpim:history")),
    "conversations.info": Method(conversations.info, ("im:read", "mpim:read")),
    "conversations.list": Method(conversations.list_, ("im:read", "mpim:read")),
    "conversations.members": Method(conversations.members, ("im:read", "mpim:read")),
    "conversations.open": Method(conversations.open_, ("im:write", "mpim:write")),
    "conversations.replies": Method(conversations.replies, ("im:history", "mpim:history")),
    "dnd.info": Method(users.dnd_info, ("dnd:read",)),
    "reactions.add": Method(basics.add_reaction, ("reactions:write",)),
    "reactions.get": Method(basics.get_reactions, ("reactions:read",)),
    "reactions.remove": Method(basics.remove_reaction, ("reactions:write",)),
    "team.info": Method(users.team_info, ("team:read",)),
    "users.conversations": Method(conversations.list_, ("im:read", "mpim:read")),
    "users.getPresence": Method(users.presence, ("users:read",)),
    "users.info": Method(users.info, ("users:read",)),
    "users.list": Method(users.list_, ("users:read",)),
    "users.lookupByEmail": Method(users.lookup_by_email, ("users:read.email",)),
    "users.profile.get": Method(users.profile, ("users.profile:read",)),
    "views.open": Method(views.open_),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}
