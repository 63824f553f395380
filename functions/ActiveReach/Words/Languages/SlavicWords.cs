namespace ActiveReach.Words;

internal static class SlavicWords
{
    public static readonly LanguageWords[] All =
    [
        new("pl", "stop, koniec, anuluj, anulować, rezygnuję, rezygnacja, zakończ, usuń, przestań, przestańcie, skończ, dość*, +wypisz, +wypisz mnie, +wypisuję się, +wypis, +cofam zgodę, +wycofuję zgodę")
        {
            Start = "zapisz, rozpocznij, zacznij",
            Help = "pomoc",
            Please = "proszę, uprzejmie",
            Thanks = "dziękuję, dzięki, hej, cześć, dzień dobry, witam, pozdrawiam",
            About = "sms, sms-y, subskrypcja, subskrypcję, mail, maile, spam, smsy, smsów, wiadomość, wiadomości, reklam, reklamy, powiadomienia | wszystko, wszystkie, te, tych, mnie, już, teraz, z, się, natychmiast",
            Asks = "nie wysyłajcie, nie wysyłaj, nie wysyłać, nie przysyłajcie, nie przysyłać, nie piszcie, nie pisz do mnie, nie chcę wiadomości, nie chcę otrzymywać, nie chcę dostawać, nie chcę sms, nie chcę więcej, "
                + "przestańcie wysyłać, przestań wysyłać, proszę mnie usunąć, usuńcie mnie, usuń mnie, dajcie mi spokój, nie życzę sobie",
            Not = "nie, nigdy, bez",
            Says = "powiedziałem, powiedziałam, mówiłem, mówiłam, już mówiłem, już mówiłam, mówię, powtarzam, jeszcze raz",
            Signature = "wysłane z, wysłano z",
            Reply = "odpowiedz, odpisz, wyślij, wysyłając, sms, napisz, o treści",
        },
        new("cs", "stop, konec, zrušit, zrušte, zruš, ukončit, ukončete, smazat, vymazat, odebrat, přestaňte, přestaň, dost*, +odhlásit, +odhlásit se, +odhlaste, +odhlášení, +odhlašuji")
        {
            Start = "přihlásit, začít, spustit",
            Help = "pomoc, nápověda",
            Please = "prosím",
            Thanks = "děkuji, děkuju, díky, ahoj, dobrý den",
            About = "sms, maily, odběr, smsky, zprávy, zpráv, zprávu, reklamy, upozornění | všechno, všechny, vše, tyto, hned, teď, mi",
            Asks = "neposílejte, neposílat, nezasílejte, nepište, nechci dostávat, nechci zprávy, nechci sms, už nechci, přestaňte posílat, vymažte mě, odhlaste mě, dejte mi pokoj, nepřeji si",
            Not = "ne, nikdy, bez",
            Says = "řekl jsem, řekla jsem, říkal jsem, říkala jsem, říkám, opakuji, znovu",
            Signature = "odesláno z, odesláno ze, odesláno přes",
            Reply = "odpovězte, odpověz, odpovědí, pošlete, zašlete, napište, sms",
        },
        new("sk", "stop, koniec, zrušiť, zrušte, ukončiť, ukončite, prestaňte, vymazať, +odhlásiť, +odhlásiť sa, +odhlásenie, +odhláste")
        {
            Help = "pomoc", Please = "prosím", Thanks = "ďakujem, vďaka, dobrý deň", About = "sms, esemesky, správy, správ | všetko, všetky, ihneď, teraz", Asks = "neposielajte, neposielať, nepíšte, nechcem dostávať, nechcem správy",
            Not = "nie, nikdy, bez", Signature = "odoslané z", Reply = "odpovedzte, odpíšte, pošlite, zašlite",
        },
        new("sh", "stop, prekini, prekinite, prekid, otkaži, kraj, prestani, prestanite, obriši, zaustavi, ukini, +odjava, +odjavi, +odjaviti, +odjavite, стоп, откажи, престани, крај, прекини, +одјава, +одјави")
        {
            Help = "pomoć, помоћ", Please = "molim, molim vas, молим", Thanks = "hvala, хвала, pozdrav", About = "sms, смс, reklame, reklama, poruka, poruke, поруке | sve, odmah, sada, све",
            Asks = "ne šaljite, ne šalji, nemojte slati, nemojte mi slati, ne želim primati, ne želim poruke, ne želim više, не шаљите, не желим", Not = "ne, nikad, bez, не", Signature = "poslano s, poslano sa, poslato sa, послато са",
            Reply = "odgovorite, odgovori, pošaljite, pošalji, одговорите, пошаљите",
        },
        new("sl", "stop, konec, prekliči, prekličite, prenehaj, prenehajte, ustavi, končaj, +odjava, +odjavi") { Help = "pomoč", Please = "prosim", Thanks = "hvala", About = "sms, oglasi, oglase, sporočila, sporočil | vse, takoj, zdaj", Asks = "ne pošiljajte, ne želim prejemati", Not = "ne, nikoli, brez", Signature = "poslano iz", Reply = "odgovorite, odgovori, pošljite, pošlji" },
        new("ru", "стоп, отмена, отменить, отмените, прекратить, прекратите, прекрати, перестаньте, перестань, хватит, остановить, остановите, конец, удалить, удалите, убрать, отказ, отказаться, отказываюсь, "
            + "отключить, отключите, довольно*, +отписаться, +отписка, +отпишите, +отпиши, +отписать, +отказ от рассылки")
        {
            Start = "старт, начать, подписаться, возобновить",
            Help = "помощь, справка, инфо",
            Please = "пожалуйста, плиз, прошу",
            Thanks = "спасибо, спасибо большое, здравствуйте, привет, добрый день, ок",
            About = "уведомление, подписка, подписку, смс, сообщение, сообщения, сообщений, рассылка, рассылки, рассылку, рассылок, спам, реклама, рекламу, уведомления | все, эти, ваши, меня, мне, от, уже, немедленно, сейчас",
            Asks = "не присылайте, не присылать, не пишите, не отправляйте, не шлите, не беспокойте, не звоните, прекратите слать, перестаньте слать, перестаньте присылать, перестаньте писать, хватит слать, "
                + "хватит присылать, хватит писать, удалите меня, уберите меня, не хочу получать, оставьте меня в покое, удалите мой номер, уберите мой номер",
            Not = "не, никогда, без, нельзя, нет",
            Says = "я сказал, я сказала, я же сказал, я же сказала, я уже сказал, я уже сказала, сказал, сказала, говорю, повторяю, ещё раз",
            Signature = "отправлено с, отправлено из",
            Reply = "ответьте, ответь, ответом, отправьте, отправь, отправив, пришлите, напишите, наберите, смс",
        },
        new("uk", "стоп, скасувати, скасування, скасуйте, припинити, припиніть, припини, зупинити, зупиніть, досить, годі*, кінець, видалити, видаліть, відмова, відмовляюсь, відмінити, вимкнути, перестаньте, "
            + "+відписатися, +відписатись, +відписка, +відпишіть, +відпишіться")
        {
            Start = "почати, підписатися",
            Help = "допомога, довідка",
            Please = "будь ласка, прошу",
            Thanks = "дякую, спасибі, вітаю, добрий день",
            About = "смс, підписка, підписку, спам, реклама, повідомлення, повідомлень, розсилка, розсилки, розсилку, рекламу | всі, ці, мене, мені, від, негайно, зараз",
            Asks = "не надсилайте, не надсилати, не пишіть, не присилайте, не турбуйте, не шліть, видаліть мене, не хочу отримувати, припиніть надсилати, перестаньте надсилати",
            Not = "не, ніколи, без",
            Says = "я сказав, я сказала, я ж сказав, я ж сказала, сказав, кажу, повторюю, ще раз",
            Signature = "надіслано з, відправлено з",
            Reply = "відповідайте, надішліть, відправте, напишіть, смс",
        },
        new("bg", "стоп, отказ, откажи, спри, спрете, спиране, край, прекрати, прекратете, прекратяване, изтрий, стига, отмяна, +отпиши, +отписване, +отпишете, +отказвам се")
        {
            Start = "започни, абонирай",
            Help = "помощ",
            Please = "моля",
            Thanks = "благодаря, мерси, здравейте",
            About = "смс, абонамент, съобщение, съобщения, съобщенията, реклами, рекламите | всички, всичко, тези, ме, с, веднага",
            Asks = "не ми изпращайте, не ми пращайте, не изпращайте, не пращайте, не ми пишете, не желая да получавам, не искам да получавам, не искам съобщения, спрете да, спри да ми, премахнете ме, изтрийте ме",
            Not = "не, никога, без",
            Signature = "изпратено от",
            Reply = "отговорете, отговори, изпратете, изпрати, пратете, смс",
        },
    ];
}
