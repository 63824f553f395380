using System.Text.Json;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Channels.Vendors;

/// <summary>What a vendor answered to a request.</summary>
/// <param name="RetryAfter">How long it asks to wait, a second to a day.</param>
/// <param name="Error">The word for the error in a header, where a vendor writes it there.</param>
internal sealed record VendorAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null, string? Error = null)
{
    private const int LongestReason = 60;

    private InputValue? json;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body; an empty object where it is no JSON.</summary>
    public InputValue Json => json ??= Parse();

    /// <summary><c>MailFromDomainNotVerified</c> as reasons are written: <c>mail_from_domain_not_verified</c>.</summary>
    public static string ReasonOf(string code)
    {
        var words = string.Concat(code.Select((letter, at) => at > 0 && char.IsAsciiLetterUpper(letter) && (char.IsAsciiLetterLower(code[at - 1]) || char.IsAsciiDigit(code[at - 1])) ? $"_{letter}" : $"{letter}")).ToLowerInvariant();
        return words.Length <= LongestReason ? words : words[..LongestReason];
    }

    private InputValue Parse()
    {
        try
        {
            return JsonInput.Read(Body);
        }
        catch (InvalidInputException)
        {
            return InputValue.Of(JsonSerializer.SerializeToElement(new { }));
        }
    }
}
