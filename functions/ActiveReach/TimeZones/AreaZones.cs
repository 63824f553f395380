namespace ActiveReach.TimeZones;

/// <summary>Area prefixes that tell the zone in countries with several; all others get the country's <see cref="CountryZones.MainOf"/>.
/// Mobile numbers of most countries tell no area. Source: the national numbering plans (ACMA, Anatel, IFT, the plans of Russia,
/// Kazakhstan and Indonesia), checked against the metadata of libphonenumber.</summary>
internal static class AreaZones
{
    /// <param name="Code">Calling code.</param>
    /// <param name="Prefixes">What follows the calling code.</param>
    public sealed record Area(string Code, string Zone, string Prefixes);

    public static Area[] All { get; } =
    [
        // Australia: 2 to the south-east, 3 to Victoria and (6) Tasmania, 7 to Queensland, 8 to the centre and west.
        new("61", "Australia/Melbourne", "3"),
        new("61", "Australia/Hobart", "36"),
        new("61", "Australia/Brisbane", "7"),
        new("61", "Australia/Adelaide", "8"),
        new("61", "Australia/Broken_Hill", "880"),
        new("61", "Australia/Darwin", "889"),
        new("61", "Australia/Perth", "86 89"),

        // Brazil: mobile numbers have the area too.
        new("55", "America/Araguaina", "63"),
        new("55", "America/Cuiaba", "65 66"),
        new("55", "America/Campo_Grande", "67"),
        new("55", "America/Rio_Branco", "68"),
        new("55", "America/Porto_Velho", "69"),
        new("55", "America/Bahia", "71 73 74 75 77"),
        new("55", "America/Maceio", "79 82"),
        new("55", "America/Recife", "81 87"),
        new("55", "America/Fortaleza", "83 84 85 86 88 89 98 99"),
        new("55", "America/Belem", "91 94 96"),
        new("55", "America/Santarem", "93"),
        new("55", "America/Manaus", "92 97"),
        new("55", "America/Boa_Vista", "95"),

        new("56", "America/Punta_Arenas", "61"),
        new("56", "America/Coyhaique", "67"),
        new("56", "Pacific/Easter", "322100 322551"),

        new("243", "Africa/Lubumbashi", "2"),

        new("34", "Atlantic/Canary", "822 828 922 928"),

        new("691", "Pacific/Pohnpei", "32"),
        new("691", "Pacific/Kosrae", "37"),

        new("299", "America/Thule", "97"),
        new("299", "America/Scoresbysund", "99"),

        new("62", "Asia/Pontianak", "513 519 522 525 528 53 56"),
        new("62", "Asia/Makassar", "36 37 38 4 511 512 517 518 526 527 54 55"),
        new("62", "Asia/Jayapura", "9"),

        new("7", "Asia/Oral", "711"),
        new("7", "Asia/Atyrau", "712"),
        new("7", "Asia/Aqtobe", "713"),
        new("7", "Asia/Qostanay", "714"),
        new("7", "Asia/Qyzylorda", "724"),
        new("7", "Asia/Aqtau", "729"),

        // Kosovo.
        new("383", "Europe/Belgrade", ""),

        new("52", "America/Cancun", "983 984 987 998"),
        new("52", "America/Merida", "969 985 986 988 990 991 997 999"),
        new("52", "America/Monterrey", "81 821 823 824 825 826 828 829 834 842 844 861 862 864 866 869"),
        new("52", "America/Matamoros", "867 868 877 878 891 892 894 897 899"),
        new("52", "America/Ciudad_Juarez", "656"),
        new("52", "America/Ojinaga", "626"),
        new("52", "America/Chihuahua", "614 621 625 627 628 629 635 636 639 648 649 652 659"),
        new("52", "America/Hermosillo", "622 623 631 632 633 634 637 638 641 642 643 644 645 647 651 653 662"),
        new("52", "America/Mazatlan", "311 319 323 324 325 327 389 612 613 615 624 667 668 669 672 673 687 694 695 696 697 698"),
        new("52", "America/Bahia_Banderas", "329"),
        new("52", "America/Tijuana", "616 646 658 661 664 665 686"),

        new("60", "Asia/Kuching", "8"),

        new("976", "Asia/Hovd", "14 24"),

        new("64", "Pacific/Chatham", "3305"),

        new("351", "Atlantic/Madeira", "291"),
        new("351", "Atlantic/Azores", "292 295 296"),

        new("7", "Europe/Kaliningrad", "401"),
        new("7", "Europe/Samara", "341 846 848"),
        new("7", "Europe/Ulyanovsk", "842"),
        new("7", "Europe/Saratov", "845"),
        new("7", "Europe/Astrakhan", "851"),
        new("7", "Europe/Volgograd", "844"),
        new("7", "Europe/Kirov", "833"),
        new("7", "Asia/Yekaterinburg", "342 343 345 346 347 349 351 352 353"),
        new("7", "Asia/Omsk", "381"),
        new("7", "Asia/Tomsk", "382"),
        new("7", "Asia/Novosibirsk", "383"),
        new("7", "Asia/Novokuznetsk", "384"),
        new("7", "Asia/Barnaul", "385 388"),
        new("7", "Asia/Krasnoyarsk", "390 391 394"),
        new("7", "Asia/Irkutsk", "301 395"),
        new("7", "Asia/Chita", "302"),
        new("7", "Asia/Yakutsk", "411 416"),
        new("7", "Asia/Vladivostok", "421 423 426"),
        new("7", "Asia/Magadan", "413"),
        new("7", "Asia/Sakhalin", "424"),
        new("7", "Asia/Kamchatka", "415"),
        new("7", "Asia/Anadyr", "427"),

        new("90", "Asia/Famagusta", "392"),
    ];
}
