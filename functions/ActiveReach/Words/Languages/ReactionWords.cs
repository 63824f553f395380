namespace ActiveReach.Words;

/// <summary>What phones write around the message that somebody reacted to, by language: Apple's Messages on phones of others, Google's Messages
/// (<c>👍 to “…”</c>). Emoji, case, accents and spaces don't count (see <see cref="FoldedText"/>). A row that is missing is added here.</summary>
internal static class ReactionWords
{
    /// <summary>Before it.</summary>
    public static readonly string Before = string.Join(", ",
        "liked, disliked, loved, hearted, laughed at, emphasized, emphasised, questioned, reacted, reacted to, reacted with to, reacted with a sticker to, unreacted from",
        LanguageWords.Each("removed, removed a, removed an, removed your", "like from, dislike from, heart from, love from, laugh from, haha from, exclamation from, exclamation mark from, exclamation point from, "
            + "emphasis from, question from, question mark from, thumbs up from, thumbs down from, reaction from, sticker from, from"),
        "le gustó, le gusta, me gusta, me gustó, no le gustó, no le gusta, no me gusta, no me gustó, le encantó, le encanta, me encanta, me encantó, se rió de, se ríe de, le dio risa, enfatizó, resaltó, destacó, "
            + "exclamó por, cuestionó, preguntó por, puso en duda, reaccionó a, reaccionó con a, indicó que le gusta, indicó que le encanta",
        LanguageWords.Each("quitó un, eliminó un, quitó el, eliminó el, añadió un, agregó un", "me gusta de, me gusta a, no me gusta de, no me gusta a, me encanta de, me encanta a, corazón de, corazón a, jaja de, jaja a, de, a"),
        "aimé, aime, j'aime, je n'aime pas, j'adore, adoré, a aimé, n'a pas aimé, a adoré, a ri de, a ri à, a rigolé de, a mis en évidence, a insisté sur, a souligné, a accentué, a remis en question, a questionné, "
            + "s'est interrogé sur, s'est interrogée sur, s'interroge sur, a posé une question sur, a réagi à, a réagi avec à, a réagi par à",
        LanguageWords.Each("a ajouté un, a ajouté une, a retiré un, a retiré une, a supprimé un, a supprimé une, a enlevé un, a enlevé une", "j'aime à, j'aime de, j'aime sur, je n'aime pas à, je n'aime pas de, j'adore à, j'adore de, cœur à, cœur de, "
            + "rire à, rire de, point d'exclamation à, point d'exclamation de, point d'interrogation à, point d'interrogation de, réaction à, réaction de, à, de"),
        "gefällt, gefällt mir, mag, liebt, findet toll, lacht über, lachte über, hat gelacht über, hat über gelacht, betont, betonte, hat betont, hebt hervor, hat hervorgehoben, hinterfragt, hinterfragte, hat hinterfragt, fragt nach, "
            + "hat, hat auf, hat mit auf, reagierte auf, reagierte mit auf, hat reagiert auf, reagiert auf, reagiert mit auf, hat gefällt mir für, hat gefällt mir zu, hat gefällt mir von",
        LanguageWords.Each("hat ein, hat einen, hat eine", "gefällt mir zu, gefällt mir von, gefällt mir für, herz zu, herz von, herz für, lachen zu, lachen von, ausrufezeichen zu, ausrufezeichen von, fragezeichen zu, fragezeichen von"),
        "vond, vindt, vindt leuk, vond leuk, heeft, hield van, houdt van, lachte om, heeft gelachen om, benadrukte, heeft benadrukt, vroeg zich af, zette een vraagteken bij, reageerde op, reageerde met op",
        "piace, è piaciuto, mi piace, non piace, non è piaciuto, ha amato, ha adorato, adora, ama, ha riso a, ha riso per, ha riso di, ride per, ha evidenziato, ha enfatizzato, ha messo in dubbio, ha messo in evidenza, "
            + "ha reagito a, ha reagito con a, ha messo, ha aggiunto, ha rimosso, ha messo mi piace a, ha messo non mi piace a, ha aggiunto un mi piace a, ha rimosso un mi piace da, ha messo un cuore a",
        "gostou de, curtiu, não gostou de, não curtiu, descurtiu, adorou, amou, riu de, deu risada de, riu-se de, enfatizou, destacou, questionou, reagiu a, reagiu com a, removeu um gostei de, removeu uma curtida de, removeu um coração de",
        "gillade, gillar, gillade inte, ogillade, älskade, älskar, skrattade åt, betonade, ifrågasatte, reagerade på, reagerade med på, tog bort en gilla-markering från",
        "synes godt om, kunne lide, kunne ikke lide, elskede, grinede ad, lo ad, fremhævede, understregede, stillede spørgsmål til, reagerede på, reagerede med på",
        "likte, liker, likte ikke, elsket, elsker, lo av, uthevet, fremhevet, stilte spørsmål ved, reagerte på, reagerte med på",
        "tykkäsi, ei tykännyt, rakasti, nauroi, korosti, kyseenalaisti, reagoi",
        "polubił, polubiła, polubiono, lubi, nie lubi, uwielbia, pokochał, pokochała, zaśmiał się z, zaśmiała się z, śmieje się z, podkreślił, podkreśliła, zakwestionował, zakwestionowała, zareagował na, zareagowała na",
        "líbí se, to se mi líbí, nelíbí se, miluje, směje se, zdůraznil, zdůraznila, zpochybnil, zpochybnila, reagoval na, reagovala na",
        "понравилось, нравится, мне нравится, не понравилось, не нравится, очень понравилось, полюбил, полюбила, смеётся над, посмеялся над, посмеялась над, выделил, выделила, подчеркнул, подчеркнула, усомнился в, усомнилась в, "
            + "реакция на, отреагировал на, отреагировала на",
        "сподобалось, подобається, не сподобалось, обожнює, сміється з, виділив, виділила, підкреслив, підкреслила, реакція на",
        "a apreciat, apreciază, nu a apreciat, i-a plăcut, a adorat, a râs de, a subliniat, a pus la îndoială, a reacționat la",
        "άρεσε, του άρεσε, της άρεσε, δεν άρεσε, λάτρεψε, γέλασε με, έδωσε έμφαση σε, αμφισβήτησε, αντέδρασε σε",
        "menyukai, tidak menyukai, mencintai, menertawakan, menekankan, mempertanyakan, bereaksi terhadap, đã thích, đã yêu thích, đã cười, đã nhấn mạnh, đã hỏi về, thích, yêu thích, ชอบ, ถูกใจ, รัก, หัวเราะ, เน้น",
        "أعجب ب, أعجبني, أحب, أعجبه, لم يعجبه, ضحك على, أكد على, تساءل عن, تفاعل مع, אהב, אהבה, אהב את, לא אהב, צחק על, הדגיש, הדגישה, הטיל ספק ב, הגיב ל",
        "喜欢, 喜歡, 喜爱, 喜愛, 爱, 愛, 赞, 赞了, 讚, 讚了, 点赞了, 不喜欢, 不喜歡, 大笑, 笑了, 强调, 強調, 强调了, 強調了, 质疑, 質疑, 质疑了, 質疑了, 回应, 回應, 对, 對, 已喜欢, 已喜歡, 已讚, 已赞");

    /// <summary>Before it, where an emoji stands there too.</summary>
    public const string BesideEmoji = "to, on, auf, an, zu, à, a, al, op, på, til, na, на, ke, untuk, reagerte med, reagerade med, ha reagito con, reaccionó con, a réagi avec, 对, 對";

    /// <summary>Behind it.</summary>
    public static readonly string After = string.Join(", ",
        "gefällt, gefällt mir, gefällt nicht, nicht, hinzugefügt, entfernt, markiert, reagiert, mit reagiert, geliebt, gelacht, betont, hervor, hervorgehoben, hinterfragt, mit gefällt mir markiert, als gefällt mir markiert",
        "leuk, niet leuk, geweldig, grappig, leuk gevonden, benadrukt, om gelachen, in twijfel getrokken, viestistä, viestille, viestiin, viestiä, miatt, tetszett, tetszik, nem tetszik, imádta, kiemelte, megkérdőjelezte",
        LanguageWords.Each("ögesini, iletisini, mesajını, için, nı, ni, ı, i", "beğendi, beğenmedi, çok beğendi, bayıldı, vurguladı, sorguladı, kahkaha attı, güldü"),
        "beğendi, beğenmedi, çok beğendi, bayıldı, güldü, vurguladı, sorguladı, tepki verdi, ifadesine tepki verdi, iletisine tepki verdi, iletisine güldü",
        LanguageWords.Each("に, を, へ, が, と, は", "いいね, いいねしました, いいねをしました, 「いいね」しました, ハートを付けました, ハートをつけました, リアクションしました, 笑いました, 大笑いしました, 強調しました, 疑問を持ちました, "
            + "好きです, 大好きです, 高く評価しました, 低く評価しました, 質問しました"),
        LanguageWords.Each("을, 를, 을를, 에, 에게", "좋아합니다, 좋아함, 싫어합니다, 싫어함, 사랑합니다, 사랑함, 강조했습니다, 강조함, 웃었습니다, 웃음, 반응했습니다, 반응함, 공감했습니다, 공감함, 질문했습니다"),
        "点了赞, 点赞, 表示喜欢, 表示喜爱, 表示赞, 表示强调, 表示疑问, 表示不喜欢, 说赞, 說讚, 按讚, 表示喜歡, 表示強調, 大笑, 提出疑问, 提出疑問, 作出回应, 做出回应, 做出回應, 的回应, को पसंद किया, पसंद किया, पर हंसे, पर ज़ोर दिया");
}
