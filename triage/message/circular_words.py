"""By which words do list servers and newsletters give themselves away, in each language we meet? All folded."""

from __future__ import annotations

from triage.message.phrases import words
from triage.message.tables import Table

DISCUSSION_HEADERS = words(
    "mailing-list x-mailing-list x-mailinglist list-subscribe list-archive x-mailman-version x-beenthere "
    "x-listserver x-list-server x-listprocessor-version x-ml-name x-ml-count x-ml-server x-mlserver "
    "x-majordomo-version x-sympa-to x-google-group-id x-sequence x-list x-list-id x-loop-list "
    "x-mailing-list-name archived-at x-message-id-hash x-archived-at x-ezmlm x-listname x-lyris-type"
)
LIST_FIELDS = DISCUSSION_HEADERS | {"list-post", "precedence", "list-id", "list-help"}
BULK_HEADERS = words(
    "x-campaign x-campaignid x-campaign-id x-campaign_id x-mailchimp-id x-mc-user x-mailinglist-type "
    "x-csa-complaints x-newsletter x-newsletter-id x-cleverreach-mailing-id x-rapidmail-id x-mailjet-campaign "
    "x-bulkmail x-bulk x-mailer-recptid x-job x-mailing-id x-mailingid x-sib-campaign x-phplist-messageid"
)
SERVERS = words(
    "mailman listserv majordomo sympa ecartis listproc listmaster listserver ezmlm majordom macjordomo listar "
    "mailman-owner mailman-bounces majordomo-owner list-server listmanager mailinglist-admin autoshare minimalist"
)
SERVER_STARTS = ("listserv", "majordomo", "mailman-", "sympa", "listmaster")
NAMING_FIELDS = ("list-id", "list-post", "mailing-list", "x-beenthere", "x-ml-name", "x-mlserver", "x-mailing-list")
SERVER_ENDS = ("-request", "-bounces", "-owner", "-confirm", "-subscribe", "-unsubscribe")
LIST_ENDS = (
    "-request",
    "-owner",
    "-bounces",
    "-confirm",
    "-admin",
    "-help",
    "-subscribe",
    "-unsubscribe",
    "-return",
    "-errors",
    "-relay",
    "-join",
    "-leave",
)
ADMIN_SUBJECTS = Table(
    "confirm|welcome to|willkommen bei|willkommen auf|willkommen zur|bienvenue|bienvenido|benvenuto|goodbye from|"
    "you have been|you are now subscribed|your subscription|subscription|subscribe|unsubscribe|unsubscription|"
    "results of your email|majordomo results|ihre anmeldung|ihre abmeldung|your message to|ihre nachricht an|"
    "your confirmation|please confirm|bitte bestätigen|request to|anfrage an mailing|output of your job|"
    "mailing list memberships|mailing-list memberships|command confirmation|bounce action notification|"
    "uncaught bounce|post by non-member|moderation|message awaiting|approval required|approve|listserv command|"
    "rejected posting|returned post|re: your mail|newsletter subscription|le résultat de|résultat de vos commandes"
)
ADMIN_PHRASES = Table(
    "mailing list memberships reminder|moderator request|moderator approval|awaits moderator|wartet auf moderation|"
    "wartet auf die bestätigung|mailing list subscription|mailing list unsubscription|mailing-list subscription|"
    "subscription notification|unsubscription notification|subscription request|membership|mitgliedschaft|"
    "mailing list confirmation|confirm subscription|confirm unsubscribe|subscription confirmation|"
    "mailing list|mailing-list|mailingliste|mailinglist|liste de diffusion|lista de correo|lista dyskusyjn"
)
VOLUMES = Table("digest, vol|issue|digest number|digest #|digest v|digest -|digest for")
NEWSLETTER_SUBJECTS = Table(
    "newsletter|rundbrief|infobrief|infomail|rundmail|bülten|розсилка|рассылка|bulletin|infolettre|"
    "lettre d'information|"
    "nieuwsbrief|boletín|boletim|notiziario|biuletyn|nyhetsbrev|nyhedsbrev|uutiskirje|hírlevél|zpravodaj|نشرة|خبرنامه|"
    "ニュースレター|メールマガジン|メルマガ|电子报|通讯"
)
UNSUBSCRIBE = Table(
    "newsletter abmelden|newsletter abbestellen|vom newsletter abmelden|hier abmelden|abmelden können sie sich|"
    "keinen newsletter mehr|keinen infobrief mehr|verteiler abonniert|aus dem verteiler|unsubscribe|opt out|"
    "manage your preferences|view this email in your browser|im browser ansehen|im browser anzeigen|listeden çıkmak|"
    "abonelikten çık|إلغاء الاشتراك|відписатися|підписані на|отписаться|لغو اشتراک|se désabonner|se désinscrire|"
    "wypisz się|dezabon|uitschrijven|afmelden voor|disiscriviti|annulla l'iscrizione|darse de baja|"
    "cancelar a subscrição|cancelar inscrição|avregistrera|afmeld|配信停止|退订"
)
LEAVING = Table(  # a person who wants to leave a newsletter writes so
    "melden sie mich|möchte mich|nehmen sie mich|bitte abmelden|unsubscribe me|please unsubscribe|remove me|"
    "möchte den newsletter|kein newsletter mehr bekommen|keine newsletter mehr bekommen|streichen sie mich"
)
