using System.Globalization;
using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Files;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Tests.Attacks;
using ActiveReach.Values;

namespace ActiveReach.Tests.Audiences.Files;

/// <summary>Files that nobody meant: pieces of real ones put together by chance, with bytes changed. A sample runs here; the environment
/// variable ACTIVEREACH_FUZZ_CASES asks for more (./soak files).</summary>
public sealed class ReaderFuzzTests
{
    private const int Sample = 3_000;
    private static readonly TimeSpan LongestRow = TimeSpan.FromMilliseconds(100);

    private static readonly string[] Pieces =
    [
        "external_id", "email", "phone", "consent.email", "custom.x", "tags", "first_name", "\"", "\"\"", ",", ";", "\t", "|", "\r", "\n", "\r\n", "sep=;", "a@x.example",
        "+34600123456", "0151 2345678", "7.01235E+12", "=1+1", "'+34", "Zoë", "日本", "\uFEFF", "\u202E", "{\"externalId\":\"c1\"}", "{\"custom\":{\"x\":[1,2]}}", "{\"email\":\"\\ud800\"}",
        "\"custom\"", "{", "}", "[[[[", "null", "1e999", "0", "-", "#N/A", "yes", "cleaned", " ", "12/31", "2026-02-30", "MEMBER_RATING,LEID,EUID", "Customer ID",
    ];

    private static readonly ContactTerms Terms = new(new Dictionary<string, FieldType> { ["x"] = FieldType.Number }, new DateOnly(2026, 3, 2), HomeCountries.None);

    private static readonly Encoding[] Encodings = [new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1];

    [Fact]
    public void No_file_brings_a_reader_down_or_holds_it_up()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_FUZZ_CASES"), CultureInfo.InvariantCulture, out var asked) ? asked : Sample;
        for (var seed = 0; seed < cases; seed++)
        {
            var slowest = Read(seed);
            // The runtime compiles what it meets first, and collects when it likes: what is slow each time is slow.
            for (var again = 0; again < 3 && slowest > LongestRow; again++)
                slowest = Read(seed);
            Assert.True(slowest <= LongestRow, $"Case {seed}: a row took {slowest.TotalMilliseconds:0} ms.");
        }
    }

    /// <returns>The longest that a row took, once the file was open.</returns>
    private static TimeSpan Read(int seed)
    {
        var random = new Random(seed);
        var told = new ImportFile { Format = random.Next(4) == 0 ? FileFormat.Ndjson : FileFormat.Csv, Charset = random.Next(8) == 0 ? "windows-1252" : null };
        var slowest = TimeSpan.Zero;
        try
        {
            using var reader = new ImportReader(new MemoryStream(File(random)), told, Terms);
            for (var since = Chance.Now(); reader.Read(); since = Chance.Now())
            {
                var row = reader.Parser.Parse(reader.Line, reader.Text);
                Assert.True(row.Draft is null != (row.Errors.Count == 0), $"Case {seed}: the row in line {row.Line} is neither taken nor refused.");
                slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (Chance.Now() - since).Ticks));
            }
        }
        catch (InvalidInputException refused)
        {
            Assert.All(refused.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message)));
        }

        return slowest;
    }

    private static byte[] File(Random random)
    {
        var text = new StringBuilder(random.Next(3) == 0 ? "" : random.Next(2) == 0 ? "external_id,email,custom.x\n" : "email;phone;consent.email\r\n");
        for (var piece = random.Next(60); piece > 0; piece--)
            text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? "," : "");
        var encoding = Encodings[random.Next(10) < 7 ? 0 : random.Next(Encodings.Length)];
        byte[] file = [.. random.Next(4) == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text.ToString())];
        for (var change = random.Next(4); change > 0 && file.Length > 0; change--)
            file[random.Next(file.Length)] = (byte)random.Next(256);
        return file;
    }
}
