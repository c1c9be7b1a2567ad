"""The refusals in French: title and sentence by code, and a sentence for each fault that a field may have."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "refused": ("Demande refusée", "La demande n’a pas été acceptée. Rien n’a été enregistré."),
    "not-found": (
        "Introuvable",
        "Rien ne se trouve à cette adresse, ou vous n’y avez pas accès. Vérifiez l’adresse ou le numéro du dossier.",
    ),
    "unauthenticated": ("Connexion requise", "Connectez-vous pour continuer. Votre session a peut-être pris fin."),
    "forbidden": ("Action non permise", "Votre rôle ne vous permet pas de faire ceci\u00a0: {act}."),
    "illegal-transition": (
        "Action impossible à cette étape",
        "Le dossier est à l’étape «\u00a0{state}\u00a0». Cette étape ne permet pas de faire ceci\u00a0: {act}.",
    ),
    "precondition-failed": (
        "Le dossier a changé",
        "Quelqu’un a modifié le dossier depuis que vous l’avez ouvert. Relisez-le, puis recommencez. "
        "Votre modification n’a pas été enregistrée.",
    ),
    "precondition-required": (
        "Version à préciser",
        "Indiquez dans l’en-tête If-Match la version du dossier que vous avez lue, pour ne pas effacer "
        "le travail d’une autre personne.",
    ),
    "validation": (
        "Renseignements à corriger",
        "Certains renseignements sont absents ou incorrects. Corrigez-les, puis recommencez.",
    ),
    "unknown-field": (
        "Champ inconnu",
        "Le formulaire ne comporte pas un des champs envoyés. Retirez-le, puis recommencez.",
    ),
    "invalid-text": (
        "Texte impossible à conserver",
        "Un texte contient un caractère qui ne peut pas être conservé. Saisissez-le de nouveau au clavier.",
    ),
    "text-too-long": (
        "Texte trop long",
        "Un texte dépasse la longueur permise. Raccourcissez-le ou joignez un document.",
    ),
    "invalid-amount": (
        "Montant incorrect",
        "Le montant doit être un nombre entier de cents, en dollars canadiens, et correspondre à ce qui est demandé.",
    ),
    "refund-exceeds-capture": (
        "Remboursement trop élevé",
        "On ne peut pas rembourser plus que ce qui a été reçu et n’a pas encore été rendu.",
    ),
    "link-invalid": (
        "Lien non valide",
        "Ce lien n’est pas valide ou il est périmé. Demandez-en un autre à la personne qui vous l’a envoyé.",
    ),
    "link-used": (
        "Lien déjà utilisé",
        "Ce lien ne sert qu’une fois, et il a servi. Demandez-en un autre à la personne qui vous l’a envoyé.",
    ),
    "till-already-open": (
        "Caisse déjà ouverte",
        "La caisse de cet arrondissement a déjà été ouverte aujourd’hui. Elle ne s’ouvre qu’une fois par jour.",
    ),
    "till-not-open": (
        "Caisse fermée",
        "La caisse de cet arrondissement n’est pas ouverte ce jour-là, ou elle est fermée pour de bon.",
    ),
    "till-busy": (
        "Encaissement en cours",
        "Un paiement au comptoir s’enregistre encore. Attendez quelques instants, recomptez, puis fermez la caisse.",
    ),
    "ambiguous-time": (
        "Heure à préciser",
        "L’heure {time} n’est pas claire à cause du changement d’heure. Choisissez-en une autre.",
    ),
    "ambiguous-time.gap": (
        "Heure inexistante",
        "L’heure {time} n’existe pas ce jour-là, à cause du passage à l’heure d’été. Choisissez-en une autre.",
    ),
    "ambiguous-time.twice": (
        "Heure à préciser",
        "L’heure {time} arrive deux fois ce jour-là, à cause du passage à l’heure normale. Précisez laquelle.",
    ),
    "unknown-filter": ("Filtre inconnu", "Cette liste ne peut pas être triée ou filtrée de cette façon."),
    "idempotency-key-reused": (
        "Clé déjà utilisée",
        "Cette clé d’idempotence a déjà servi à une autre demande. Utilisez une nouvelle clé.",
    ),
    "idempotency-key-missing": (
        "Clé d’idempotence requise",
        "Ajoutez l’en-tête Idempotency-Key, de 8 à 200 caractères, pour que la demande ne soit faite qu’une fois.",
    ),
    "request-in-progress": (
        "Demande en cours",
        "La même demande est en cours de traitement. Réessayez dans {seconds}\u00a0s avec la même clé\u00a0: "
        "rien ne sera fait en double.",
    ),
    "not-eligible": ("Demande non recevable", "{fr} Rien n’a été enregistré."),
    "already-taken": (
        "Dossier déjà pris en charge",
        "Quelqu’un a pris ce dossier en charge ou l’a remis depuis que vous avez ouvert la liste. Actualisez-la.",
    ),
    "post-stage": (
        "Pas à cette étape de la poste",
        "Ce lot ou cette lettre n’en est pas à cette étape\u00a0: rien n’a été noté. Relisez la liste.",
    ),
    "letter-settled": (
        "Lettre déjà retirée ou remplacée",
        "Cette lettre a déjà été retirée ou remplacée par une version corrigée.",
    ),
    "service-not-open": (
        "Service non offert en ligne",
        "Ce service n’est pas offert en ligne dans cet arrondissement.",
    ),
    "service-not-open.suspended": (
        "Service suspendu",
        "Ce service est suspendu temporairement dans cet arrondissement. Votre brouillon est conservé.",
    ),
    "service-not-open.info_only": (
        "Service non offert en ligne",
        "Dans cet arrondissement, la demande se fait au comptoir ou par téléphone, au 311.",
    ),
    "service-not-open.redirect": (
        "Service offert ailleurs",
        "Dans cet arrondissement, la demande se fait sur un autre site. La page du service en donne l’adresse.",
    ),
    "documents-missing": (
        "Documents à joindre",
        "Vos réponses exigent des documents qui ne sont pas joints à la demande. Joignez-les, puis recommencez.",
    ),
    "invalid-signature": ("Signature non valide", "La signature du message ne correspond pas à son contenu."),
    "stale-signature": (
        "Signature périmée",
        "Le message a été signé il y a plus de cinq minutes. Envoyez-le de nouveau.",
    ),
    "payload-too-large": ("Envoi trop volumineux", "L’envoi dépasse la taille permise, soit {megabytes}\u00a0Mo."),
    "file-type": (
        "Type de fichier non accepté",
        "Le contenu du fichier n’est pas d’un type accepté. Envoyez un PDF ou une image JPEG ou PNG.",
    ),
    "image-too-large": (
        "Image trop grande",
        "L’image compte plus de {megapixels} millions de pixels. Réduisez ses dimensions, puis recommencez.",
    ),
    "image-unreadable": (
        "Image illisible",
        "L’image est incomplète ou endommagée. Enregistrez-la de nouveau ou prenez une autre photo.",
    ),
    "file-unprocessable": (
        "Fichier impossible à ouvrir",
        "Le fichier ne peut pas être ouvert en toute sécurité\u00a0: il est endommagé, protégé par un mot de passe "
        "ou trop complexe. Envoyez-en une copie simple.",
    ),
    "malware": (
        "Fichier dangereux",
        "Le fichier contient un programme malveillant connu. Il a été mis en quarantaine et personne ne l’ouvrira. "
        "Analysez votre appareil, puis envoyez un autre fichier.",
    ),
    "file-held": (
        "Analyse en cours",
        "Le fichier est conservé et attend l’analyse antivirus. Il pourra être téléchargé dès qu’elle sera faite. "
        "Réessayez dans quelques minutes.",
    ),
    "upload-quota": (
        "Trop de fichiers aujourd’hui",
        "Vous avez envoyé autant de fichiers que le guichet en accepte en une journée. Ceux qui sont déjà reçus sont "
        "conservés. Réessayez plus tard ou appelez le 311.",
    ),
    "insufficient-storage": (
        "Espace insuffisant",
        "Le fichier n’a pas pu être conservé, faute d’espace. Rien n’a été enregistré. Réessayez plus tard.",
    ),
    "temporarily-unavailable": (
        "Service momentanément indisponible",
        "Le guichet ne peut pas traiter la demande en ce moment. Réessayez dans {seconds}\u00a0s\u00a0: "
        "si la demande avait été reçue, elle ne sera pas faite en double.",
    ),
    "erased": (
        "Dossier détruit",
        "Le contenu de ce dossier a été détruit à la fin de la période de conservation. Il ne peut pas être récupéré.",
    ),
    "not-due": (
        "Dossier à conserver",
        "Le calendrier de conservation ne permet pas encore de détruire ce dossier. Rien n’a été détruit.",
    ),
    "not-due.later": (
        "Dossier à conserver",
        "Le calendrier de conservation garde ce dossier jusqu’au {due_on}. Rien n’a été détruit.",
    ),
    "not-due.permanent": (
        "Dossier à conserver",
        "Le calendrier de conservation garde ce dossier en permanence. Rien n’a été détruit.",
    ),
    "not-due.open": (
        "Dossier ouvert",
        "Ce dossier n’est pas fermé : il ne peut pas être détruit. Rien n’a été détruit.",
    ),
    "legal-hold": (
        "Dossier gelé",
        "Une obligation de conservation, pour un litige, une plainte ou une enquête, interdit de détruire ce dossier. "
        "Rien n’a été détruit.",
    ),
    "not-at-rest": (
        "Dossier en mouvement",
        "Une lettre, un courriel ou une action de ce dossier est encore en route. Réessayez plus tard. "
        "Rien n’a été détruit.",
    ),
    "not-approved": (
        "Approbations manquantes",
        "La destruction doit être approuvée par deux personnes différentes ; nombre d’approbations : {given}. "
        "Rien n’a été détruit.",
    ),
    "already-listed": (
        "Liste déjà établie",
        "Le dossier attend déjà dans une liste de destruction, ou la liste a changé. Relisez-la, puis recommencez.",
    ),
    "malformed-json": ("JSON mal formé", "Le corps de la requête n’est pas du JSON valide, en UTF-8."),
    "duplicate-key": ("Clé répétée", "Le corps JSON contient deux fois la même clé. Une seule valeur est permise."),
    "unsupported-media-type": (
        "Type de contenu non accepté",
        "Envoyez le corps de la requête dans le type de contenu que cette adresse accepte.",
    ),
    "not-acceptable": (
        "Format de réponse non offert",
        "Cette adresse ne répond pas dans les formats que l’en-tête Accept demande.",
    ),
    "request-timeout": ("Envoi trop lent", "La requête n’est pas arrivée en entier à temps. Recommencez."),
    "too-many-fields": ("Trop de champs", "Le formulaire envoyé contient trop de champs."),
    "method-not-allowed": (
        "Méthode non permise",
        "Cette adresse n’accepte pas cette méthode. L’en-tête Allow nomme celles qu’elle accepte.",
    ),
    "bad-host": ("Hôte non reconnu", "La requête nomme un hôte que ce guichet ne sert pas."),
    "bad-request": ("Requête incorrecte", "La requête n’a pas pu être comprise."),
    "csrf": (
        "Formulaire expiré",
        "Le formulaire n’est plus valide ou vient d’un autre site. Rechargez la page, puis recommencez.",
    ),
    "rate-limited": (
        "Trop de demandes",
        "Il y a eu trop de demandes en peu de temps. Rien n’a été enregistré. Réessayez dans {seconds}\u00a0s.",
    ),
    "internal": (
        "Erreur du guichet",
        "Une erreur s’est produite de notre côté. Elle est consignée sous le numéro de la requête. "
        "Réessayez plus tard.",
    ),
}

FIELDS: Final[dict[str, str]] = {
    "payment-open": "Un paiement est déjà attendu dans ce dossier.",
    "nothing-due": "Rien n’est à payer pour le moment.",
    "not-its-turn": "Cet avis viendra à une étape suivante\u00a0: d’autres sont attendus avant lui.",
    "already-given": "Cet avis a déjà été donné.",
    "council-decides": "Le comité et le conseil décident de ce dossier\u00a0: inscrivez-le d’abord au comité.",
    "no-council": "Ce dossier ne passe ni par le comité ni par le conseil.",
    "file-not-ready-in-time": "Le dossier doit être prêt 21 jours avant\u00a0: choisissez une réunion plus éloignée.",
    "before-the-meeting": "Cette date précède la réunion du comité.",
    "in-the-future": "Cette date n’est pas encore arrivée.",
    "in-the-past": "Choisissez une date à venir.",
    "notice-too-short": "La séance doit avoir lieu au moins 15 jours après la publication de l’avis.",
    "before-the-sitting": "Cette date précède la séance du conseil.",
    "comments-not-all-read": "Le conseil n’a pas reçu tous les commentaires\u00a0: relisez-les, puis recommencez.",
    "amendment-open": "Une modification est en cours\u00a0: elle doit d’abord être tranchée et, s’il y a lieu, payée.",
    "none-open": "Aucune modification n’est en attente.",
    "nothing-changed": "Aucune réponse n’a changé.",
    "nothing-promised": "Aucune date n’est promise à cette étape.",
    "not-to-replace": "Ce document n’est pas à remplacer.",
    "to-replace": "Un document est encore à remplacer.",
    "nothing-to-start": "Ce permis n’exige pas de déclarer le début de travaux.",
    "not-offered": "Ce permis ne l’offre pas.",
    "too-late": "La date limite est passée.",
    "before-the-permit": "Cette date précède la délivrance du permis.",
    "already-asked": "La demande est déjà faite\u00a0: il reste à payer.",
    "delay-still-runs": "La personne a encore le temps de donner ses commentaires.",
    "validation": "La valeur n’est pas valide.",
    "required": "Ce renseignement est requis.",
    "unknown": "Ce document est inconnu ou n’est pas le vôtre. Téléversez-le de nouveau.",
    "unknown-field": "Ce champ n’existe pas dans le formulaire.",
    "unknown-filter": "Ce paramètre n’est pas offert.",
    "invalid-text": "Le texte contient un caractère qui ne peut pas être conservé.",
    "too-long": "Le texte est trop long.",
    "too-short": "Il faut au moins un élément.",
    "too-many": "Il y a trop d’éléments.",
    "too-small": "Le nombre est trop petit.",
    "too-large": "Le nombre est trop grand.",
    "out-of-range": "Le nombre n’est pas dans l’étendue permise.",
    "not-a-text": "Il faut un texte.",
    "not-a-number": "Il faut un nombre entier.",
    "not-a-boolean": "Il faut répondre par oui ou par non.",
    "not-a-choice": "Ce choix n’est pas offert.",
    "not-a-date": "Il faut une date qui existe, sous la forme AAAA-MM-JJ.",
    "not-an-email": "Il faut une adresse de courriel complète, par exemple nom@exemple.ca.",
    "not-a-phone": "Il faut un numéro de téléphone de dix chiffres.",
    "not-a-point": "Il faut une longitude et une latitude, en degrés.",
    "not-an-object": "Il faut un objet JSON.",
    "not-a-list": "Il faut une liste.",
    "invalid-amount": "Il faut un nombre entier de cents.",
    "not-the-amount-due": "Ce n’est pas le montant dû.",
    "not-the-amount-captured": "Ce n’est pas le montant reçu.",
    "invalid-date": "Cette date n’existe pas.",
    "invalid-time": "Cette heure n’existe pas.",
    "ambiguous-time": "Cette heure n’est pas claire, à cause du changement d’heure.",
    "offset-missing": "Il faut préciser le fuseau horaire.",
    "invalid-delay": "Ce délai n’est pas écrit sous une forme connue, par exemple P30D ou B10.",
    "unknown-calendar": "Ce calendrier est inconnu.",
    "negative": "Le nombre ne peut pas être négatif.",
    "before-stop": "La reprise ne peut pas précéder la suspension.",
    "duplicate": "Le même élément est demandé deux fois.",
    "not-asked": "Ceci n’a pas été demandé.",
    "unfavourable": "Un avis défavorable ne permet pas de conclure l’étude\u00a0: "
    "la demande doit être refusée ou modifiée.",
    "forged": "Ce curseur n’est pas valide. Reprenez la liste au début.",
}
