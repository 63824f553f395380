using ActiveReach.Channels;
using ActiveReach.Channels.Cast;

namespace ActiveReach.Workspaces;

/// <summary>What tells one sender from another, however a carrier or a person writes it: the digits of a number or a short code, a name
/// or a mailbox whatever its case, an agent of RCS with or without Google's domain.</summary>
public static class SenderKey
{
    private const string AgentsDomain = "@rbm.goog";

    public static string Of(Channel channel, string sender)
    {
        var text = sender.Trim();
        if (channel.Traits().Sender is SenderKind.Agent && text.EndsWith(AgentsDomain, StringComparison.OrdinalIgnoreCase))
            text = text[..^AgentsDomain.Length];
        return channel.Traits().Sender is SenderKind.Mailbox || !text.All(IsOfNumber) || !text.Any(char.IsAsciiDigit) ? text.ToLowerInvariant() : Digits(text);
    }

    /// <summary>The 00 that some put for the + is no part of a number.</summary>
    private static string Digits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length > 8 && digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    private static bool IsOfNumber(char character) => char.IsAsciiDigit(character) || character is '+' or ' ' or '-' or '.' or '(' or ')' or '/' or '\u00a0';
}
