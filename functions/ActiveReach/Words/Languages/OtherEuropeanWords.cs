namespace ActiveReach.Words;

internal static class OtherEuropeanWords
{
    public static readonly LanguageWords[] All =
    [
        new("fi", "stop, seis, lopeta, lopettakaa, lopetus, peruuta, peruutus, poista, poistakaa, keskeytä, riittää*, +peruuta tilaus, +peru tilaus, +irtisano, +poista minut")
        {
            Start = "aloita, tilaa",
            Help = "apua, ohje",
            Please = "pyydän, olkaa hyvä, ystävällisesti, kiitos",
            Thanks = "kiitti, kiitoksia, hei, moi, terve",
            About = "tekstiviesti, mainontaa, mainonta, sms, viesti, viestit, viestien, viestejä, tekstiviestit, tekstiviestien, mainos, mainokset, mainosten, ilmoitukset | kaikki, nämä, nyt, heti",
            Asks = "älkää lähettäkö, älä lähetä, ei enää viestejä, ei enää tekstiviestejä, en halua viestejä, en halua enää, en halua näitä, lopettakaa lähettäminen, poistakaa minut, älkää häiritkö",
            Not = "älä, älkää, en, ei",
            Says = "sanoin, minä sanoin, sanoin jo, uudestaan",
            Signature = "lähetetty",
            Reply = "vastaa, vastaamalla, lähetä, lähettämällä, tekstaa",
        },
        new("et", "stop, stopp, lõpeta, lõpetage, loobu, loobun, tühista, katkesta, eemalda, +loobumine") { Help = "abi", Please = "palun", Thanks = "aitäh, tänan, tere", About = "sms, reklaam, reklaami, sõnum, sõnumid | kõik, kohe", Asks = "ärge saatke, ära saada, ei soovi saada", Not = "ei, ära, ärge", Signature = "saadetud", Reply = "vasta, vastake, saada, saatke" },
        new("lv", "stop, beigt, beidz, pārtraukt, atteikties, atcelt, +atrakstīties") { Help = "palīdzība", Please = "lūdzu", Thanks = "paldies, sveiki", About = "sms, reklāma, reklāmas, ziņas, īsziņas | visas, tagad", Asks = "nesūtiet, nevēlos saņemt", Not = "ne, nekad", Signature = "sūtīts no, nosūtīts no", Reply = "atbildi, atbildiet, sūti, sūtiet" },
        new("lt", "stop, stabdyti, sustabdyti, nutraukti, atsisakyti, atsisakau, baigti, +atsisakyti prenumeratos") { Help = "pagalba", Please = "prašau", Thanks = "ačiū, labas", About = "sms, reklama, reklamą, žinutes, žinutės | visas, dabar", Asks = "nesiųskite, nebesiųskite, nenoriu gauti", Not = "ne, niekada", Signature = "siųsta iš, išsiųsta iš", Reply = "atsakykite, siųskite, siųsk" },
        new("hu", "stop, állj, töröl, töröld, törlés, törölni, vége, lemondás, lemondom, leállít, leállítás, kilép, kilépés, megszakít, elég*, +leiratkozás, +leiratkozom, +leiratkozni, +leiratkoztatás")
        {
            Start = "indít, feliratkozás, feliratkozom",
            Help = "segítség, súgó",
            Please = "kérem, kérlek, légyszi, légy szíves",
            Thanks = "köszönöm, köszi, üdv, helló, szia",
            About = "sms, sms-ek, sms-eket, e-mail, e-mailek, üzenet, üzenetek, üzeneteket, hirdetés, hírlevél, reklám, reklámok | mindent, minden, az, a, most, azonnal",
            Asks = "ne küldjenek, ne küldj, ne küldjön, ne küldjetek, ne írjanak, ne írjon, nem kérek több, nem kérek üzenetet, nem kérek sms, nem szeretnék több, hagyjanak békén, töröljenek, ne zavarjanak",
            Not = "ne, nem, soha",
            Says = "azt mondtam, mondtam, már mondtam, ismétlem",
            Signature = "az iphone, elküldve, küldve",
            Reply = "válaszolj, válaszoljon, válaszoljatok, válasz, küldj, küldjön, küldje, írja, sms | küldésével, üzenettel, válasz, válasszal",
        },
        new("el", "στοπ, τέλος, ακύρωση, ακυρώστε, σταμάτα, σταματήστε, σταμάτησε, διακοπή, διακόψτε, παύση, λήξη, αρκετά*, +διαγραφή, +διαγράψτε, +απεγγραφή, +κατάργηση εγγραφής")
        {
            Start = "έναρξη, ξεκίνα, εγγραφή",
            Help = "βοήθεια",
            Please = "παρακαλώ, σας παρακαλώ",
            Thanks = "ευχαριστώ, γεια, γεια σας, καλημέρα",
            About = "sms, ειδοποιήσεις, μήνυμα, μηνύματα, μηνυμάτων, διαφημίσεις, ενημερώσεις | όλα, τα, το, με, τώρα, αμέσως",
            Asks = "μη μου στέλνετε, μην μου στέλνετε, μη στέλνετε, μην στέλνετε, μην ξαναστείλετε, σταματήστε να, σταμάτα να στέλνεις, διαγράψτε με, βγάλτε με, δεν θέλω να λαμβάνω, δεν θέλω μηνύματα, δεν θέλω άλλα",
            Not = "μη, μην, δεν, ποτέ, χωρίς",
            Says = "είπα, σας είπα, το είπα, ξανά",
            Signature = "στάλθηκε από, εστάλη από, απεστάλη από",
            Reply = "απαντήστε, απάντησε, απαντώντας, στείλτε, στείλε, sms, γράψτε",
        },

        // RET is the word of Turkey's register of commercial messages (İYS).
        new("tr", "stop, ret, iptal, dur*, durdur, durdurun, çık, çıkar, çıkarın, bırak, bırakın, bitir, yeter, vazgeç, sil*, +abonelikten çık, +üyelikten çık, +aboneliği iptal et, +listeden çıkar, +listeden çık")
        {
            Start = "başla, başlat, abone ol",
            Help = "yardım, bilgi",
            Please = "lütfen, rica ederim",
            Thanks = "teşekkürler, teşekkür ederim, sağol, sağolun, merhaba, selam",
            About = "sms, sms'i, sms'leri, mesajlarınız, mesajlarınızı, e-posta, duyuru, abonelik, üyelik, mesaj, mesajlar, mesajı, mesajları, smsleri, reklam, reklamları, bildirim, bildirimleri, smsler, e posta, e postaları | "
                + "hepsi, hepsini, tüm, tümünü, bütün, artık, hemen, şimdi, beni, bu, et, edin, ediniz",
            Asks = "mesaj atmayın, mesaj atma, mesaj göndermeyin, mesaj gönderme, sms göndermeyin, sms atmayın, bir daha mesaj, mesaj istemiyorum, sms istemiyorum, almak istemiyorum, beni çıkarın, beni listeden, "
                + "rahatsız etmeyin, aboneliğimi iptal, göndermeyi bırakın",
            Not = "hiç, asla",
            Says = "dedim, dedim ki, dedim ya, tekrar, tekrar ediyorum, söyledim",
            Signature = "iphoneumdan gönderildi, gönderildi, androidimden",
            Reply = "yanıtla, cevapla, sms | yaz, yazıp, yazın, yazarak, yanıtlayın, gönder, gönderin",
        },
        new("az", "stop, dayan, dayandır, ləğv et, imtina, +imtina edirəm") { Help = "kömək", Please = "zəhmət olmasa, xahiş edirəm", Thanks = "təşəkkürlər, sağ olun, salam", About = "mesajlar, mesajları | bütün", Asks = "mesaj göndərməyin, göndərməyin" },
        new("ka", "სტოპ, შეწყვეტა, შეწყვიტეთ, გაუქმება, +გამოწერის გაუქმება") { Help = "დახმარება", Please = "გთხოვთ", About = "შეტყობინება, შეტყობინებები, სმს", Thanks = "მადლობა, გამარჯობა" },
    ];
}
