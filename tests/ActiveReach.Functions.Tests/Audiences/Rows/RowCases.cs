namespace ActiveReach.Functions.Tests.Audiences.Rows;

/// <summary>One cell of a file and what becomes of it. The same is sent as a row of CSV and as a line of JSON.</summary>
/// <param name="Column">Name of the column; in JSON in camelCase, or a member of <c>consent</c>.</param>
/// <param name="Path">Where an answer shows it.</param>
/// <param name="Expected">What it shows there; empty when the cell is left out with a warning.</param>
public sealed record RowCase(string Column, string Cell, string Path, string Expected);

internal static class RowCases
{
    private const string Table = """
        timezone | europe/madrid | timezone | Europe/Madrid
        timezone | ASIA/KOLKATA | timezone | Asia/Kolkata
        timezone | Madrid time | timezone |
        country | es | country | ES
        country | ESP | country | ES
        country | usa | country | US
        country | Spain | country | ES
        country | united kingdom | country | GB
        country | UK | country | GB
        country | South Korea | country | KR
        country | Korea, Republic of | country | KR
        country | Cote d'Ivoire | country | CI
        country | Côte d’Ivoire | country | CI
        country | Czech Republic | country | CZ
        country | Türkiye | country | TR
        country | The Netherlands | country | NL
        country | Russian Federation | country | RU
        country | Deutschland | country | DE
        country | Middle-earth | country |
        country | #REF! | country |
        language | EN | language | en
        language | pt_br | language | pt-BR
        language | zh-hant-tw | language | zh-Hant-TW
        language | the one of Shakespeare | language |
        birthday | 31.05.1990 | birthday |
        lat | north | lat |
        email | nobody | email |
        phone | 12 | phone |
        phone | 4.91512E+12 | phone |
        phone | +1 900 555 0100 | phone |
        phone | +44 (0) 7700 900123 | phone | +447700900123
        phone | '+447700900123 | phone | +447700900123
        first_name | #N/A | firstName |
        first_name | #NAME? | firstName |
        first_name | Null | firstName | Null
        tags | vip,new | tags | ["vip","new"]
        tags | vip;new | tags | ["vip","new"]
        tags | "vip","new" | tags | ["vip","new"]
        tags | big, bold;new | tags | ["big, bold","new"]
        subcommunities | runners, cooks | subcommunities | ["runners","cooks"]
        consent.email | opted_in | consent.email | opted_in
        consent.email | Yes | consent.email | opted_in
        consent.email | TRUE | consent.email | opted_in
        consent.email | 1 | consent.email | opted_in
        consent.email | subscribed | consent.email | opted_in
        consent.email | Opted In | consent.email | opted_in
        consent.email | SUBSCRIBED | consent.email | opted_in
        consent.email | no | consent.email | opted_out
        consent.email | false | consent.email | opted_out
        consent.email | 0 | consent.email | opted_out
        consent.email | Unsubscribed | consent.email | opted_out
        consent.email | cleaned | consent.email | opted_out
        consent.email | opted-out | consent.email | opted_out
        consent.email | non-subscribed | consent.email | unknown
        consent.email | NEVER_SUBSCRIBED | consent.email | unknown
        consent.email | pending | consent.email | unknown
        """;

    public static IReadOnlyList<RowCase> All { get; } =
    [
        .. Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => new RowCase(cells[0], cells[1], cells[2], cells[3])),
    ];

    /// <summary>What can't be anybody's id.</summary>
    public static IReadOnlyList<string> DamagedIds { get; } =
    [
        "7.01235E+12", "7,01235E+12", "1E+05", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NV", "#BEZUG!", "NULL", "null", "None", "nan", "NaN", "n/a", "N/A", "NA", "nil", "undefined",
        "0", "00", "0.0", "-", "--", "—", "?", ".", "(null)", "\\N", "(blank)", "true", "FALSE", "[object Object]", "00000000-0000-0000-0000-000000000000",
    ];

    public static IReadOnlyList<string> GoodIds { get; } = ["1", "10", "c0", "0012", "1E5X", "#1001", "null-7", "None.1", "a-b", "7.01235", "É", "1E0-2", "E+12"];
}
