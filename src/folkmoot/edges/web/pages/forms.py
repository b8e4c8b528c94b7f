"""The forms for joining and for one's own settings."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.infra.http.forms import PageForm

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LANGUAGES = (
    ("en", "English"), ("ar", "العربية"), ("bn", "বাংলা"), ("cs", "Čeština"),
    ("da", "Dansk"), ("de", "Deutsch"), ("el", "Ελληνικά"), ("es", "Español"),
    ("fa", "فارسی"), ("fi", "Suomi"), ("fr", "Français"), ("he", "עברית"),
    ("hi", "हिन्दी"), ("hu", "Magyar"), ("id", "Bahasa Indonesia"), ("it", "Italiano"),
    ("ja", "日本語"), ("ko", "한국어"), ("nb", "Norsk bokmål"), ("nl", "Nederlands"),
    ("pl", "Polski"), ("pt", "Português"), ("ro", "Română"), ("ru", "Русский"),
    ("sv", "Svenska"), ("sw", "Kiswahili"), ("ta", "தமிழ்"), ("th", "ไทย"),
    ("tr", "Türkçe"), ("uk", "Українська"), ("ur", "اردو"), ("vi", "Tiếng Việt"),
    ("zh", "中文"),
)  # fmt: skip


def offer_language_of(form: PageForm) -> None:
    """Offer the language that is set already, also where it is not on the list: an app may have set it."""
    field, code = form.fields["language"], str(form["language"].value() or "")
    if isinstance(field, forms.ChoiceField) and code and code not in dict(LANGUAGES):
        field.choices = [*LANGUAGES, (code, code)]


def _password(label: "str | StrPromise", autocomplete: str, hint: "str | StrPromise" = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete}, render_value=False)
    return forms.CharField(label=label, help_text=hint, widget=widget, strip=False)


class SignUpForm(PageForm):
    handle = forms.CharField(
        label=_("Your name here"),
        help_text=_("Letters a to z, digits and _. It becomes the address of your page and cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("Only for signing in and for mail about your account. Nobody else sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = _password(_("Password"), "new-password", _("At least 10 characters. A few words are good."))
    reason = forms.CharField(
        label=_("Why would you like to join?"),
        help_text=_("A moderator reads this and then answers. It is deleted afterwards."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    invitation = forms.CharField(label=_("Invitation code"), required=False)

    def only_for(self, registration: str) -> "SignUpForm":
        """The same with the fields that this way of joining asks for."""
        if registration != "approval":
            del self.fields["reason"]
        if registration != "invitation":
            del self.fields["invitation"]
        for name in ("reason", "invitation"):
            if name in self.fields:
                self.fields[name].required = True
        return self


class SignInForm(PageForm):
    identifier = forms.CharField(
        label=_("E-mail address or name"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("Password"), "current-password")


class ResetRequestForm(PageForm):
    email = forms.CharField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class NewPasswordForm(PageForm):
    password = _password(_("New password"), "new-password", _("At least 10 characters. A few words are good."))


class ProfileForm(PageForm):
    aliases = {"file": "avatar"}

    display_name = forms.CharField(label=_("Shown name"), required=False)
    bio = forms.CharField(
        label=_("About you"), required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), strip=False
    )
    language = forms.ChoiceField(label=_("The language you mostly write in"), choices=LANGUAGES)
    avatar = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP, GIF or AVIF."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    header = forms.FileField(
        label=_("Picture across the top of your page"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    bot = forms.BooleanField(
        label=_("This is an automated account"),
        help_text=_("A program writes here. Your page says so."),
        required=False,
    )
    attribution_domains = forms.CharField(
        label=_("Sites that may name you as an author"),
        help_text=_("One on each line, written like example.org."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
    )
    locked = forms.BooleanField(
        label=_("I want to approve who follows me"),
        help_text=_("Posts for followers then reach only people to whom you said yes."),
        required=False,
    )
    discoverable = forms.BooleanField(
        label=_("Show me in suggestions, in the directory and in the search for people"), required=False
    )
    indexable = forms.BooleanField(label=_("My public posts may be found by searching for words"), required=False)

    def without_privacy(self) -> None:
        """For one's own profile, whose privacy has a page of its own."""
        for name in ("locked", "discoverable", "indexable"):
            del self.fields[name]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_language_of(self)


class EmailForm(PageForm):
    prefix = "email"
    email = forms.CharField(label=_("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    current = _password(_("Your present password"), "current-password")


class PasswordForm(PageForm):
    prefix = "password"
    current = _password(_("Your present password"), "current-password")
    password = _password(_("New password"), "new-password", _("At least 10 characters. Other browsers are signed out."))


class EraseForm(PageForm):
    prefix = "erase"
    current = _password(_("Your password"), "current-password")
    sure = forms.BooleanField(label=_("I understand that nobody can bring this account back"))


class InvitationForm(PageForm):
    uses = forms.IntegerField(label=_("For how many people?"), initial=1, min_value=1, max_value=1000)
    days = forms.TypedChoiceField(
        label=_("How long is it valid?"),
        choices=[(1, _("One day")), (7, _("One week")), (30, _("One month")), (0, _("Until I withdraw it"))],
        initial=7,
        coerce=int,
    )


class ManagedForm(PageForm):
    handle = forms.CharField(
        label=_("Name"), help_text=_("Letters a to z, digits and _. It becomes the address of the page.")
    )
    display_name = forms.CharField(label=_("Shown name"))
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("page", _("A page: a project, a place, a topic")), ("organisation", _("An organisation"))],
        widget=forms.RadioSelect,
        initial="page",
    )


class PersonForm(PageForm):
    person = forms.CharField(label=_("Name of a member"), help_text=_("As in @ana."))
