from folkmoot.edges.mastodon.wire.base import Entity


class Application(Entity):
    id: str
    name: str
    website: str | None
    scopes: list[str]
    redirect_uris: list[str]
    redirect_uri: str
    vapid_key: str


class CredentialApplication(Application):
    """With what is shown to the app once. A secret does not run out: 0."""

    client_id: str
    client_secret: str
    client_secret_expires_at: int


class Token(Entity):
    access_token: str
    token_type: str
    scope: str
    created_at: int


class ServerMetadata(Entity):
    """RFC 8414, with Mastodon's address for registering apps."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    revocation_endpoint: str
    userinfo_endpoint: str
    app_registration_endpoint: str
    service_documentation: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    response_modes_supported: list[str]
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    code_challenge_methods_supported: list[str]


class UserInfo(Entity):
    iss: str
    sub: str
    name: str
    preferred_username: str
    profile: str
    picture: str
