namespace ActiveReach.Words;

internal static class RomanceWords
{
    public static readonly LanguageWords[] All =
    [
        new("es", "stop, alto*, baja, +darme de baja, +darse de baja, +dar de baja, +denme de baja, +dame de baja, cancelar, cancela, cancele, parar, pare, paren, para*, detener, detente*, detengan, basta, "
            + "terminar, fin*, salir*, eliminar, quitar, borrar, anular, +desuscribir, +desuscribirme, +desuscribirse, +desuscripción, +cancelar suscripción, +desinscribir")
        {
            Start = "alta, iniciar, comenzar, empezar, suscribir",
            Help = "ayuda",
            Please = "por favor, porfa, xfa",
            Thanks = "gracias, muchas gracias, hola, saludos",
            About = "sms, suscripción, spam, mensaje, mensajes, alertas, avisos, notificaciones, promociones, publicidad, textos, correo, correos | todo, todos, los, las, el, la, de, ya, al, estos, sus, mis, inmediatamente, ahora",
            Asks = "no me envíen, no me envíes, no me envíe, no me manden, no me mandes, no me mande, no me escriban, no me escribas, no me contacten, no me molesten, no envíen más, no manden más, "
                + "no quiero recibir, no quiero más mensajes, no quiero mensajes, no deseo recibir, dejen de enviar, dejen de mandar, dejen de escribir, dejen de molestar, deje de enviar, deja de enviar, "
                + "deja de enviarme, deje de enviarme, dejen de enviarme, dejen de mandarme, deja de mandarme, dejen de escribirme, deja de escribirme, deja de mandar, deja de escribir, deja de molestar, "
                + "no más mensajes, no más sms, bórrenme, quítenme, elimínenme, sáquenme, elimina mi número, borren mi número",
            Not = "no, nunca, sin, jamás, ni",
            Says = "he dicho, dije, ya dije, ya he dicho, te dije, les dije, le dije, he dicho que, otra vez, repito, digo",
            Signature = "enviado desde, enviado con, enviado por",
            Reply = "responde, responda, responder, responde con, envía, envíe, enviar, enviando, manda, mande, contesta, conteste, escribe, escriba, sms, texto, con",
        },
        new("pt", "stop, parar, pare, parem, para*, sair, cancelar, cancele, cancela, cancelem, remover, remova, excluir, encerrar, terminar, anular, fim*, chega*, basta, +descadastrar, +descadastro, "
            + "+descadastre, +desinscrever, +desinscrição, +cancelar inscrição, +cancelar subscrição, +sair da lista")
        {
            Start = "iniciar, começar, inscrever",
            Help = "ajuda",
            Please = "por favor, pfv, favor",
            Thanks = "obrigado, obrigada, muito obrigado, muito obrigada, obg, oi, olá, bom dia",
            About = "sms, assinatura, inscrição, spam, msg, msgs, mensagem, mensagens, notificações, promoções, propaganda, propagandas, publicidade, email, emails | tudo, todos, todas, os, as, de, já, agora, com, essas, isso, imediatamente",
            Asks = "não me envie, não me enviem, não me mande, não me mandem, não envie mais, não enviem mais, não enviar mais, não mande mais, não mandem mais, não quero receber, não quero mais receber, "
                + "não quero mais mensagens, não desejo receber, pare de enviar, pare de mandar, pare de me enviar, pare de me mandar, para de mandar, parem de enviar, parem de mandar, parem de me mandar, "
                + "parem de me enviar, me remova, me removam, me tire da, me tirem da, tire meu número, remova meu número, me descadastre, me deixe em paz, me deixem em paz",
            Not = "não, nunca, sem, jamais, nem",
            Says = "eu disse, disse, já disse, eu já disse, falei, já falei, eu falei, de novo, repito",
            Signature = "enviado do, enviado de, enviado pelo, enviado via, enviada do",
            Reply = "responda, responde, responder, responda com, envie, envia, enviar, mande, digite, sms, com",
        },
        new("fr", "stop, stopper, stoppez, arrêt, arrêter, arrêtez, arrête, fin*, résilier, résiliation, annuler, annulation, cesser, cessez, supprimer, retirer, quitter*, terminer, "
            + "+désabonner, +désabonnement, +désabonnez, +désinscrire, +désinscription, +désinscrivez, +stop pub")
        {
            Start = "démarrer, commencer, abonner",
            Help = "aide",
            Please = "s'il vous plaît, s'il te plaît, svp, stp, veuillez",
            Thanks = "merci, merci beaucoup, merci d'avance, bonjour, bonsoir, salut, cordialement",
            About = "sms, message, messages, abonnement, mail, mails, e-mails, spam, texto, textos, pub, pubs, publicité, publicités, publicitaires, alertes | tout, tous, toutes, les, le, au, à, des, ces, vos, moi, ça, et, immédiatement, maintenant",
            Asks = "ne m'envoyez plus, ne m'envoie plus, n'envoyez plus, ne plus recevoir, ne plus m'envoyer, ne me contactez plus, ne m'écrivez plus, ne m'appelez plus, arrêtez de, arrête de m'envoyer, "
                + "cessez de, désabonnez moi, désinscrivez moi, retirez moi, supprimez moi, supprimez mon numéro, enlevez moi, laissez moi tranquille, me désabonner, me désinscrire, ne souhaite plus recevoir, "
                + "ne veux plus recevoir, ne veux plus de",
            Not = "ne, pas, jamais, non, sans",
            Says = "j'ai dit, j'ai déjà dit, je vous ai dit, je t'ai dit, je dis, j'avais dit, je répète, encore",
            Signature = "envoyé de, envoyé depuis, envoyé à partir",
            Reply = "répondez, réponds, répondre, répondez par, envoyez, envoie, envoyer, tapez, textez, par, sms, écrivez",
        },
        new("it", "stop, basta, cancella, cancellare, annulla, annullare, ferma, fermare, arresta, termina, disattiva, disattivare, rimuovi, rimuovere, interrompi, interrompere, disdire, disdici, revoca, "
            + "+cancellami, +rimuovimi, +disiscrivimi, +disiscrivi, +disiscrizione, +cancellazione, +disdetta")
        {
            Start = "inizia, iniziare, iscrivimi",
            Help = "aiuto",
            Please = "per favore, perfavore, per piacere, per cortesia, cortesemente",
            Thanks = "grazie, grazie mille, ciao, salve, buongiorno, saluti",
            About = "sms, email, e-mail, spam, iscrizione, messaggio, messaggi, pubblicità, promozioni, notifiche, avvisi | tutto, tutti, i, gli, di, ora, adesso, subito, questi, vostri, mi, ai",
            Asks = "non mandatemi, non inviatemi, non mandarmi, non inviarmi, non scrivetemi, non contattatemi, non voglio più, non voglio ricevere, non desidero ricevere, non desidero più, smettete di, smettetela, "
                + "smettila di, cancellatemi, toglietemi, rimuovetemi, lasciatemi in pace, cancellate il mio numero",
            Not = "non, mai, senza",
            Says = "ho detto, ho già detto, avevo detto, vi ho detto, ti ho detto, ripeto, di nuovo",
            Signature = "inviato da, inviato dal, inviato con",
            Reply = "rispondi, rispondere, rispondete, rispondi con, invia, inviare, inviando, scrivi, manda, sms, con",
        },
        new("ro", "stop, oprește, oprire, opriți, anulează, anulare, renunț, renunțare, încetați, încetează, șterge, dezactivare, dezactivează, +dezabonare, +dezabonează, +dezabonați")
        {
            Start = "începe, abonare",
            Help = "ajutor",
            Please = "vă rog, te rog, vă rog frumos",
            Thanks = "mulțumesc, mersi, bună ziua, salut",
            About = "sms, abonament, email, mesaj, mesaje, mesajele, notificări, reclame | toate, tot, acum, cu, imediat, aceste",
            Asks = "nu mai trimiteți, nu mai trimite, nu îmi mai trimiteți, nu îmi mai trimite, nu mai vreau mesaje, nu mai vreau să primesc, nu vreau mesaje, nu vreau să primesc, nu doresc să primesc, opriți mesajele, "
                + "ștergeți mă, lăsați mă în pace, nu mai scrieți",
            Not = "nu, niciodată, fără",
            Says = "am zis, am spus, am mai zis, v am spus, repet, din nou",
            Signature = "trimis de pe, trimis din",
            Reply = "răspunde, răspundeți, răspunde cu, trimite, trimiteți, sms, cu",
        },
        new("ca", "stop, baixa, atura, aturar, cancel·la, cancel·lar, +donar de baixa, prou*") { Start = "alta", Help = "ajuda", Please = "si us plau, sisplau", Thanks = "gràcies, moltes gràcies", About = "missatge, missatges | tots", Not = "no, mai", Reply = "respon, respongui, envia, envieu" },
    ];
}
