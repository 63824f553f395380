using System.Text.RegularExpressions;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>What an address must be like to send from it on a channel: in settings, outlets and campaigns alike. No form lets a control
/// character through, so a sender can't write a header.</summary>
public static partial class SenderForm
{
    private static readonly Form Mailbox = new(EmailAddress.IsValid, "an e-mail address", TakesReplies: _ => false);

    private static readonly Form Texts = new(
        sender => IsNumber(sender) || NamePattern().IsMatch(sender), "a number as in +18005550100, a short code, or a name of up to 11 letters and digits", TakesReplies: IsNumber);

    private static readonly Form Number = new(PhonePattern().IsMatch, "a number as in +18005550100", TakesReplies: PhonePattern().IsMatch);
    private static readonly Form Agent = new(
        sender => PhonePattern().IsMatch(sender) || AgentPattern().IsMatch(sender), "the id of an agent as in shop_agent, or a number as in +18005550100", TakesReplies: _ => true);

    private static readonly Form Name = new(sender => sender.Length is > 0 and <= 100 && !sender.Any(char.IsControl), "a name of up to 100 characters", TakesReplies: _ => false);

    private static readonly PerChannel<Form> Forms = new(whatsApp: Number, email: Mailbox, sms: Texts, rcs: Agent, push: Name, inApp: Name);

    public static IEnumerable<InputProblem> Check(string path, Channel channel, string sender)
    {
        if (!Forms[channel].Fits(sender))
            yield return new(path, "invalid_sender", $"{path} is '{Shown(sender)}': give {Forms[channel].Remedy}.");
    }

    /// <summary>Whether people can answer what comes from this sender so that the answer is heard: a name takes no texts, and
    /// mailboxes are not read.</summary>
    public static bool TakesReplies(Channel channel, string sender) => Forms[channel].TakesReplies(sender);

    private static bool IsNumber(string sender) => PhonePattern().IsMatch(sender) || ShortCodePattern().IsMatch(sender);

    private static string Shown(string text) => new([.. (text.Length <= 60 ? text : text[..60] + "…").Select(each => char.IsControl(each) ? '�' : each)]);

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"^[0-9]{3,8}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortCodePattern();

    [GeneratedRegex(@"^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    /// <summary>As Google and Twilio make them.</summary>
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{2,99}(@rbm\.goog)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AgentPattern();

    private sealed record Form(Func<string, bool> Fits, string Remedy, Func<string, bool> TakesReplies);
}
