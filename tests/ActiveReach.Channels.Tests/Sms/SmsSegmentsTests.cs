using System.Text;
using ActiveReach.Channels.Sms;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Channels.Tests.Sms;

public sealed class SmsSegmentsTests
{
    [Theory]
    [InlineData("", SmsEncoding.Gsm7, 0, 0)]
    [InlineData("Hello", SmsEncoding.Gsm7, 5, 1)]
    [InlineData("[€]", SmsEncoding.Gsm7, 6, 1)]
    [InlineData("a\fb", SmsEncoding.Gsm7, 4, 1)]
    [InlineData("ça", SmsEncoding.Ucs2, 2, 1)]
    [InlineData("Ça", SmsEncoding.Gsm7, 2, 1)]
    [InlineData("😍", SmsEncoding.Ucs2, 2, 1)]
    [InlineData("It’s", SmsEncoding.Ucs2, 4, 1)]
    public void A_text_is_counted_in_the_units_of_its_alphabet(string text, SmsEncoding encoding, int units, int segments) =>
        Assert.Equal(new SmsLength(encoding, units, segments), SmsSegments.Count(text));

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('€', 152, 2)]
    [InlineData('€', 153, 3)]
    [InlineData('я', 70, 1)]
    [InlineData('я', 71, 2)]
    [InlineData('я', 134, 2)]
    [InlineData('я', 135, 3)]
    public void Long_texts_fill_one_segment_after_the_other(char c, int count, int segments) =>
        Assert.Equal(segments, SmsSegments.Count(new string(c, count)).Segments);

    [Fact]
    public void A_pair_is_never_split_between_segments()
    {
        // 33 pairs fill 66 of 67 units; the 34th must begin the next segment.
        var text = string.Concat(Enumerable.Repeat("😍", 67));

        Assert.Equal(new SmsLength(SmsEncoding.Ucs2, 134, 3), SmsSegments.Count(text));
    }

    [Fact]
    public void The_count_agrees_with_cutting_the_text_by_hand() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(Texts().ToArbitrary(), text =>
            {
                var counted = SmsSegments.Count(text);
                return counted.Segments == CutByHand(text, counted.Encoding == SmsEncoding.Gsm7);
            }));

    [Fact]
    public void A_longer_text_never_costs_less() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(Texts().ToArbitrary(), Texts().ToArbitrary(), (text, more) =>
                SmsSegments.Count(text + more).Segments >= SmsSegments.Count(text).Segments));

    private static Gen<string> Texts() =>
        Gen.Elements("a", "Z", "7", " ", "€", "[", "\n", "é", "ç", "я", "😍", "👩‍🚀", "aaaaaaaaaaaaaaaaaaaa", "€€€€€€€€€€€")
            .ListOf().Select(parts => string.Concat(parts)).Resize(120);

    /// <summary>The rule told differently: a list of tokens that can't be cut, packed one by one.</summary>
    private static int CutByHand(string text, bool isGsm)
    {
        var tokens = text.EnumerateRunes().Select(rune => isGsm ? ("^{}\\[~]|€\f".Contains(rune.ToString(), StringComparison.Ordinal) ? 2 : 1) : rune.Utf16SequenceLength).ToList();
        var total = tokens.Sum();
        if (total <= (isGsm ? 160 : 70))
            return Math.Min(total, 1);
        var rooms = new List<int> { 0 };
        foreach (var token in tokens)
        {
            if (rooms[^1] + token > (isGsm ? 153 : 67))
                rooms.Add(0);
            rooms[^1] += token;
        }

        return rooms.Count;
    }
}
