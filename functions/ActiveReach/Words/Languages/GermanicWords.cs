namespace ActiveReach.Words;

internal static class GermanicWords
{
    public static readonly LanguageWords[] All =
    [
        // The words that carriers require in the United States and Canada, by name: CTIA, 47 CFR 64.1200(a)(10); TD and ARRET for Canada.
        new("en", "stop, stopp, st0p, stopall, stop all, +unsubscribe, +unsub, cancel, end, quit, revoke, +optout, +opt out, remove, td, halt*, cease*")
        {
            Start = "start, unstop, subscribe, resubscribe, optin, opt in, yes*",
            Help = "help, info",
            Please = "please, pls, plz, kindly",
            Thanks = "thanks, thank you, thx, ty, cheers, many thanks, ok, okay, hi, hello, hey, just, sir, madam, sorry, regards",
            About = "text, texts, txt, txts, sms, mms, msg, msgs, message, messages, alert, alerts, notification, notifications, promo, promos, promotion, promotions, promotional, "
                + "ad, ads, advert, adverts, advertising, marketing, spam, reminder, reminders, update, updates, offers, campaign, campaigns, newsletter, newsletters, mail, mails, email, emails | "
                + "all, any, more, further, the, these, those, this, your, me, us, to, from, for, number, now, and, already, immediately, asap, forever, everything, at once",
            Asks = LanguageWords.Each("stop, quit, cease", "texting, txting, messaging, msging, sending, contacting, calling, spamming, emailing, mailing, bothering, writing, harassing")
                + ", " + LanguageWords.Each("dont, do not, dont ever, do not ever, dont you ever, never, never ever, stop trying to", "text, txt, message, msg, sms, send, contact, call, email, mail, write, bother, spam")
                + ", " + LanguageWords.Each("no more", "texts, text, txts, txt, messages, message, msgs, msg, sms, mms, spam, ads, alerts, emails, email, mails, mail, promos, promotions, offers, notifications, updates, marketing, newsletters")
                + ", remove me, delete me, take me off, opt me out, optout, leave me alone, want to stop, like to stop, want you to stop, want this to stop, like this to stop, make it stop, "
                + "remove my number, delete my number, take my number off, lose my number",
            Not = "dont, not, never, ever, cant, cannot, wont, wouldnt, shouldnt, couldnt, didnt, doesnt, why, non, no, without, nothing",
            Makes = "bus, tram, train, metro, subway, taxi, truck, pit, rest, tour, whistle, short, full, dead, hard, sudden, next, last, first, one, which, what, where, when, my, our, the, a, an, it, that, they, week, month, year, weekends, does, did, will",
            Says = "i said, i say, i already said, i have said, ive said, i keep saying, i told you, i told you to, i already told you, i already told you to, i asked you to, i have asked you to, ive asked you to, again i said, as i said, like i said, you should, you must, i repeat, again",
            Signature = "sent from, sent via, sent using, sent with, get outlook for, sent on the go",
            Reply = "reply, reply with, respond, respond with, text, txt, send, sms, msg, rply, answer, write, type",
        },
        new("de", "stop, stopp, stoppen, +abmelden, +abmeldung, +abbestellen, +abbestellung, kündigen, kuendigen, kündigung, ende, beenden, austragen, löschen, loeschen, abbrechen, widerruf, "
            + "widerrufen, aufhören, aufhoeren, schluss*")
        {
            Start = "starten, anmelden, abonnieren",
            Help = "hilfe",
            Please = "bitte",
            Thanks = "danke, vielen dank, danke schön, dankeschön, hallo, mfg, lg, gruß, grüße",
            About = "sms, mail, mails, e-mail, e-mails, mitteilungen, meldungen, abo, nachricht, nachrichten, werbung, werbe, benachrichtigungen, newsletter, infos | alle, alles, die, das, der, den, diese, eure, ihre, mich, mir, und, sofort, jetzt, endlich, an",
            Asks = "hör auf, hoer auf, hört auf, hören sie auf, hören sie bitte auf, aufhören mit, keine sms mehr, keine nachrichten mehr, keine werbung mehr, nicht mehr schreiben, nicht mehr anschreiben, "
                + "schicken sie mir keine, schickt mir keine, schick mir keine, senden sie mir keine, sendet mir keine, löschen sie mich, löscht mich, mich abmelden, mich austragen, "
                + "möchte keine sms, möchte keine nachrichten, möchte keine werbung, will keine sms, will keine nachrichten, will keine werbung, lasst mich in ruhe, lassen sie mich in ruhe, "
                + "schreibt mir nicht, schreiben sie mir nicht, aus dem verteiler, meine nummer löschen",
            Not = "nicht, nie, niemals, kein, keine, ohne",
            Makes = "am, zum, bis, das, dem, ein, monats, jahres, wochen, bus",
            Says = "ich sagte, ich sagte doch, ich sage, ich habe gesagt, ich hab gesagt, ich habe doch gesagt, ich habe schon gesagt, ich hab doch gesagt, ich hatte gesagt, wie gesagt, nochmal, noch einmal, ich sagte bereits",
            Signature = "von meinem, gesendet von, gesendet mit, diese nachricht wurde von meinem",
            Reply = "antworte, antworten, antworten sie, antwort, sende, senden, senden sie, sendet, schreibe, schreib, schreiben, sms, mit | senden, antworten, schicken, schreiben",
        },
        new("nl", "stop, stoppen, +afmelden, +afmelding, +uitschrijven, +opzeggen, einde, beëindigen, annuleren, verwijderen, verwijder")
        {
            Start = "aanmelden, inschrijven, starten",
            Help = "hulp",
            Please = "alsjeblieft, alstublieft, aub, graag",
            Thanks = "dank, bedankt, dank je, dank u, dank u wel, dank je wel, dankjewel, hallo, hoi, groet, groeten, groetjes",
            About = "mail, mails, e-mail, aanbiedingen, smsjes, bericht, berichten, berichtjes, reclame, meldingen, nieuwsbrief | alle, alles, de, het, deze, jullie, nu, direct, met, mij",
            Asks = "geen sms meer, geen berichten meer, geen reclame meer, stuur mij geen, stuur me geen, stuur geen, sturen jullie geen, haal mij van, haal me van, schrijf mij uit, schrijf me uit, meld mij af, "
                + "meld me af, hou op met, houd op met, wil geen sms, wil geen berichten, laat me met rust, laat mij met rust, verwijder mij, verwijder me, verwijder mijn nummer",
            Not = "niet, nooit, geen, zonder",
            Makes = "het, een, tot, bus",
            Says = "ik zei, ik zeg, ik heb gezegd, ik zei toch, ik zei al, zoals gezegd, nogmaals",
            Signature = "verzonden vanaf, verstuurd vanaf, verzonden met, verstuurd met, verstuurd via",
            Reply = "antwoord, antwoord met, beantwoord, sms, stuur, mail, reageer met | sturen, antwoorden, smsen",
        },
        new("sv", "stopp, stop, avsluta, +avregistrera, +avprenumerera, +avanmäl, +avanmälan, +avregistrering, sluta, avbryt, säg upp, upphör*")
        {
            Start = "starta, börja, anmäl",
            Help = "hjälp",
            Please = "snälla, tack, vänligen",
            Thanks = "tack så mycket, hej, hälsningar, mvh",
            About = "mejl, utskicken, smsen, meddelande, meddelanden, reklam, utskick, notiser | alla, allt, nu, mig, med, era, dessa",
            Asks = "sluta skicka, skicka inte, inga fler sms, inga fler meddelanden, inga mer sms, vill inte ha sms, vill inte ha meddelanden, vill inte ha fler, vill inte få, ta bort mig, stryk mig, "
                + "avregistrera mig, lämna mig ifred, ta bort mitt nummer",
            Not = "inte, aldrig, utan",
            Says = "jag sa, jag sade, jag har sagt, som sagt, igen",
            Signature = "skickat från, skickades från",
            Reply = "svara, svara med, skicka, smsa, sms, sänd, messa",
        },
        new("da", "stop, stopp, +afmeld, +frameld, +afmelding, +framelding, ophør, annuller, slet*, afslut, +afregistrer, opsig")
        {
            Start = "tilmeld",
            Help = "hjælp",
            Please = "venligst, tak",
            Thanks = "mange tak, hej, hilsen, mvh",
            About = "mails, sms'er, sms'erne, besked, beskeder, reklamer, reklame | alle, alt, nu, mig, med, jeres, disse",
            Asks = "lad være med at, send ikke, send mig ikke, ikke flere sms, ikke flere beskeder, fjern mig, slet mig, afmeld mig, hold op med at, vil ikke have sms, vil ikke have beskeder, vil ikke have flere",
            Not = "ikke, aldrig, uden",
            Says = "jeg sagde, jeg har sagt, som sagt, igen",
            Signature = "sendt fra, sendt via",
            Reply = "svar, svar med, send, skriv, sms, besvar",
        },
        new("nb", "stopp, stop, avslutt, +avmeld, +avmelding, +meld av, +meld meg av, +avregistrer, slutt, avbryt, slett, fjern, opphør*")
        {
            Start = "meld på",
            Help = "hjelp",
            Please = "vennligst, vær så snill",
            Thanks = "takk, tusen takk, hei, hilsen",
            About = "e-post, meldingene, sms'er, melding, meldinger, reklame, varsler | alle, alt, nå, meg, med, deres, disse",
            Asks = "slutt å sende, ikke send, ikke flere meldinger, ikke flere sms, fjern meg, slett meg, vil ikke ha sms, vil ikke ha meldinger, vil ikke ha flere",
            Not = "ikke, aldri, uten",
            Says = "jeg sa, jeg har sagt, som sagt, igjen",
            Signature = "sendt fra",
            Reply = "svar, svar med, send, sms, skriv",
        },
        new("is", "stopp, stöðva, hætta, +afskrá, +afskráning") { Help = "hjálp", Please = "vinsamlegast", Thanks = "takk", About = "skilaboð", Not = "ekki, aldrei", Reply = "svara, senda, sendu, svaraðu" },
    ];
}
