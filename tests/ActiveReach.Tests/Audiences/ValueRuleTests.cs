using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.Imports;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Files;
using ActiveReach.Values;

namespace ActiveReach.Tests.Audiences;

/// <summary>The rules of single values.</summary>
public sealed class ValueRuleTests
{
    [Theory]
    [InlineData("+34600123456", "+34600123456")]
    [InlineData(" 0034 (600) 123-456 ", "+34600123456")]
    [InlineData("+1.555.010.0000", "+15550100000")]
    [InlineData("600123456", null)]
    [InlineData("+0600123456", null)]
    [InlineData("+123456", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData("+34600x23456", null)]
    [InlineData("+٣٤٦٠٠١٢٣٤٥٦", "+34600123456")]
    [InlineData("", null)]
    public void Phones_become_e164_or_are_refused(string text, string? expected)
    {
        Assert.Equal(expected, ValueRules.Phone(text, out var error));
        Assert.Equal(expected is null, error is not null);
    }

    [Theory]
    [InlineData("Ana.B+x@Example.COM", "ana.b+x@example.com")]
    [InlineData("a@müller.example", "a@xn--mller-kva.example")]
    [InlineData("a@b", null)]
    [InlineData("a b@example.com", null)]
    [InlineData("a@@example.com", null)]
    [InlineData("a\r\nBcc:x@example.com", null)]
    [InlineData(".a@example.com", null)]
    [InlineData("a@-example.com", null)]
    [InlineData("a@example..com", null)]
    [InlineData("@example.com", null)]
    public void Addresses_are_folded_or_refused(string text, string? expected)
    {
        Assert.Equal(expected, ValueRules.Email(text, out var error));
        Assert.Equal(expected is null, error is not null);
    }

    [Theory]
    [InlineData(2008, 3, 2, 18)]
    [InlineData(2008, 3, 3, 17)]
    [InlineData(2008, 2, 29, 18)]
    [InlineData(2026, 3, 2, 0)]
    public void An_age_counts_whole_years(int year, int month, int day, int age) =>
        Assert.Equal(age, new DateOnly(year, month, day).AgeOn(new DateOnly(2026, 3, 2)));

    [Fact]
    public void Somebody_born_on_a_leap_day_ages_on_the_first_of_march()
    {
        Assert.Equal(24, new DateOnly(2000, 2, 29).AgeOn(new DateOnly(2025, 2, 28)));
        Assert.Equal(25, new DateOnly(2000, 2, 29).AgeOn(new DateOnly(2025, 3, 1)));
    }

    [Theory]
    [InlineData("Pune", "pUNE", true)]
    [InlineData("Ç", "c\u0327", true)]
    [InlineData("ö", "o", false)]
    [InlineData("Σίσυφος", "ΣΊΣΥΦΟΣ", true)]
    public void Texts_are_compared_folded(string one, string other, bool same) => Assert.Equal(same, Folding.Fold(one) == Folding.Fold(other));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+34")]
    [InlineData("-x")]
    [InlineData("@a")]
    [InlineData("'=a")]
    [InlineData("''=a")]
    [InlineData("'tis")]
    [InlineData("plain")]
    [InlineData("'")]
    [InlineData("")]
    [InlineData("00170")]
    [InlineData("'00170")]
    [InlineData("+34600123456")]
    public void A_text_survives_the_spreadsheet_and_never_starts_a_formula(string text)
    {
        var safe = SpreadsheetText.Safe(text);
        Assert.Equal(text, SpreadsheetText.Plain(safe));
        Assert.False(safe.Length > 0 && "=+-@".Contains(safe[0], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00170", "=\"00170\"")]
    [InlineData("+34600123456", "=\"+34600123456\"")]
    [InlineData("'00170", "''00170")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("a17", "a17")]
    public void A_file_for_spreadsheets_keeps_digits_as_text(string text, string cell)
    {
        Assert.Equal(cell, SpreadsheetText.Kept(text));
        Assert.Equal(text, SpreadsheetText.Plain(cell));
        Assert.Equal('\uFEFF', new ContactCsv(forSpreadsheets: true).Header([])[0]);
    }

    [Fact]
    public void A_stop_covers_texts_and_rcs_together()
    {
        Assert.Equal([Channel.Sms, Channel.Rcs], ConsentCoverage.Of([Channel.Sms]));
        Assert.Equal([Channel.Email], ConsentCoverage.Of([Channel.Email]));
    }
}
