using System.Text.RegularExpressions;
using ActiveReach.Phones;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Tests.Phones;

/// <summary>One reader of phone numbers for everybody.</summary>
public sealed partial class PhoneReaderTests
{
    public static TheoryData<string, string?, string?> Texts()
    {
        var data = new TheoryData<string, string?, string?>();
        foreach (var line in PhoneTexts.Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split(" | ");
            data.Add(Regex.Unescape(cells[0].Trim()), Told(cells[1]), Told(cells[2]));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_the_number_that_it_means_or_is_refused(string text, string? country, string? expected)
    {
        var reading = PhoneReader.Read(text, country);
        Assert.Equal((text, expected), (text, reading.Number));
        Assert.Equal(expected is null, reading.Error is { Length: > 20 });
    }

    [Theory]
    [InlineData("4.91512E+12", "DE", "shortened by a spreadsheet")]
    [InlineData("+49 89 1234 17/18", null, "more than one number")]
    [InlineData("+1 900 555 0100", null, "premium-rate number of US")]
    [InlineData("+49 180 5 123456", null, "shared-cost number of DE")]
    [InlineData("+34 600 12 34", null, "too short for a number of ES")]
    [InlineData("+1 415 555 01234", null, "too long for a number of US")]
    [InlineData("555-0123", "US", "area code")]
    [InlineData("0151 23456789", null, "the setting country of the workspace")]
    [InlineData("+1 123 456 7890", null, "begins with 1")]
    [InlineData("nobody", null, "e.g. +919812345678")]
    public void A_refusal_says_why_and_what_to_do(string text, string? country, string why) => Assert.Contains(why, PhoneReader.Read(text, country).Error, StringComparison.Ordinal);

    [Fact]
    public void An_extension_is_left_out_and_said_so()
    {
        Assert.Contains("extension 12", PhoneReader.Read("+1 415 555 0123 ext. 12").Warning, StringComparison.Ordinal);
        Assert.Null(PhoneReader.Read("+1 415 555 0123").Warning);
    }

    [Fact]
    public void A_number_read_once_is_read_again_as_itself() => Prop.ForAll(Gen.Elements(Texts().Select(row => ((string)row[0]!, (string?)row[1])).ToArray()).ToArbitrary(), text =>
    {
        if (PhoneReader.Read(text.Item1, text.Item2).Number is { } number)
            Assert.Equal(number, PhoneReader.Read(number).Number);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_text_whatever_is_a_number_or_has_a_reason() => Prop.ForAll(SomeText(), text =>
    {
        var reading = PhoneReader.Read(text, "DE");
        Assert.True(reading.Number is null != reading.Error is null);
        Assert.True(reading.Number is null || E164().IsMatch(reading.Number));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    private static Arbitrary<string> SomeText() => (
        from parts in Gen.Elements("+", "49", "0", "(0)", "00", "151", "2345678", " ", "-", "/", ";", "ext", "x", "E+", ".", "\ud800", "\u0663", "\uff11", "tel:", "\n", "(", ")", "or", "=", "\"", "\u200b", "9").ArrayOf()
        select string.Concat(parts)).ToArbitrary();

    private static string? Told(string cell) => cell.Trim() is var text && text == "-" ? null : text;

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex E164();
}
