using System.Globalization;
using System.Text;

namespace ActiveReach.Functions.Demo;

/// <summary>Invented people as a CSV file: the same seed gives the same file, one that is longer begins with the shorter one. Phone numbers
/// are unique and e-mail addresses lie at example.com, so that nobody real is ever meant.</summary>
public sealed class ContactGenerator(int seed)
{
    private const string Header =
        "external_id,first_name,last_name,phone,email,gender,birthday,timezone,city,country,lat,lon,language,outlet,subcommunities,tags,custom.plan,custom.points\r\n";

    private static readonly string[] Subcommunities = ["runners", "cooks", "readers", "students", "staff", "parents"];
    private static readonly string[] Tags = ["vip", "new", "newsletter", "lapsed", "beta", "app"];
    private static readonly string[] Plans = ["free", "silver", "gold"];
    private static readonly DateOnly Oldest = new(1946, 1, 1);
    private const int BirthdayRange = 60 * 365;

    /// <summary>Writes the header and this many people, in constant memory.</summary>
    public async Task WriteAsync(Stream target, int count, CancellationToken cancellation = default)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteAsync(Header);
        var row = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            row.Clear();
            Append(row, number);
            await writer.WriteAsync(row, cancellation);
        }
    }

    private void Append(StringBuilder row, int number)
    {
        var dice = new Dice(seed, number);
        var place = Places.All[dice.Below(Places.All.Count)];
        var female = dice.Below(2) == 0;
        var first = dice.Pick(female ? place.Country.Women : place.Country.Men);
        var last = dice.Pick(place.Country.Surnames);
        var text = CultureInfo.InvariantCulture;
        row.Append(text, $"c{number + 1},{first},{last},{place.Country.PhonePrefix}{(number + 1).ToString(text).PadLeft(place.Country.PhoneDigits, '0')},");
        row.Append(text, $"{Plain(first)}.{Plain(last)}.{number + 1}@example.com,{(female ? "female" : "male")},");
        row.Append(Oldest.AddDays(dice.Below(BirthdayRange)).ToString("yyyy-MM-dd", text));
        row.Append(text, $",{place.Zone},{place.City},{place.Country.Code},{place.Lat + dice.Offset():0.#####},{place.Lon + dice.Offset():0.#####},{place.Country.Language},");
        row.Append(text, $"{place.City} {(dice.Below(2) == 0 ? "Centre" : "Station")},");
        if (dice.Below(3) == 0)
            row.Append(dice.Pick(Subcommunities));
        row.Append(',');
        if (dice.Below(2) == 0)
            row.Append(dice.Pick(Tags));
        if (dice.Below(5) == 0)
            row.Append(";regular");
        row.Append(text, $",{dice.Pick(Plans)},{dice.Below(1000)}\r\n");
    }

    /// <summary>A name as it stands in an e-mail address: the letters without their accents.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetter(character))
                plain.Append(char.ToLowerInvariant(character));
        }

        return plain.ToString();
    }

    /// <summary>Chance that depends on the seed and the person alone (SplitMix64), never on who came before.</summary>
    private struct Dice(int seed, int number)
    {
        private ulong state = ((ulong)(uint)seed << 32) | (uint)number;

        public int Below(int end) => (int)(Next() % (ulong)end);

        public string Pick(string[] words) => words[Below(words.Length)];

        /// <summary>Degrees around a city's centre, about 15 km each way.</summary>
        public double Offset() => (Below(2001) - 1000) / 7500.0;

        private ulong Next()
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
