using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.TemplateLibrary;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>Templates where Communication Services send on WhatsApp: the service makes none, so they are made and reviewed in Meta's WhatsApp Manager. A submission
/// finds it there, and what Meta has said of it is the verdict.
/// Source: learn.microsoft.com/rest/api/communication/advancedmessaging/template/list and the specification 2024-08-30.</summary>
public sealed class AcsTemplateReviewer(AcsOptions options, AcsRequests requests, AcceptEngagement inbox, TimeProvider clock) : ITemplateReviewer
{
    private const int MostPages = 50;

    public Channel Channel => Channel.WhatsApp;

    /// <exception cref="InvalidInputException">It is not there, says something else there, or waits for Meta.</exception>
    public async Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        var channel = options.WhatsAppChannels.Values.Order(StringComparer.Ordinal).First();
        var found = await FindAsync(channel, submission, cancellation) ?? throw Refused($"WhatsApp Manager has no template '{submission.Name}' in {submission.Language}: make it there, with this text, and submit it here once it is approved.");
        if (found["content"]?["components"]?.Items.FirstOrDefault(part => "BODY".Equals(part["type"]?.AsText, StringComparison.OrdinalIgnoreCase))["text"]?.AsText is { } body && body != submission.Body)
            throw Refused($"The template '{submission.Name}' says something else in WhatsApp Manager ({InputProblem.Shorten(body)}): make both the same.");
        if (Difference(submission, found["content"]?["components"]?.Items.ToList() ?? []) is { } difference)
            throw Refused($"The template '{submission.Name}' has {difference} in WhatsApp Manager: make both the same.");
        if (!AcsWhatsAppProvider.CanBind([.. submission.Buttons.Select(button => (button.Type, button.Beginning() is not null))]))
            throw new InvalidInputException([new InputProblem("buttons", "order", "buttons has one whose address messages complete behind one that is the same for everybody, and Communication Services can't tell them apart: put it first.")], 422);
        var status = found["status"]?.AsText?.ToLowerInvariant();
        if (status is not ("approved" or "rejected"))
            throw Refused($"The template '{submission.Name}' is {status ?? "in no state"} in WhatsApp Manager: submit it here once it is approved.");
        var reference = "acs-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Account}|{submission.Workspace}|{submission.Name}|{submission.Language}")))[..32];
        var verdict = new { field = "message_template_status_update", value = new { @event = status.ToUpperInvariant(), message_template_id = reference } };
        await inbox.AcceptAsync([new InboxEvent(WhatsAppEventReader.Name, null, JsonSerializer.SerializeToUtf8Bytes(verdict, VendorJson.Options), clock.GetUtcNow())]);
        return reference;
    }

    /// <summary>What header and buttons differ in; null where they don't.</summary>
    private static string? Difference(TemplateSubmission submission, IReadOnlyList<InputValue> components)
    {
        var format = Part("HEADER")?["format"]?.AsText?.ToUpperInvariant();
        var wanted = submission.HeaderMedia is { } kind ? EnumNames.Of(kind).ToUpperInvariant() : submission.Header is null ? null : "TEXT";
        if (format != wanted)
            return $"{(format is null ? "no header" : $"a header of the kind {format}")}, and here {(wanted is null ? "none" : $"one of the kind {wanted}")},";
        var (there, here) = ((Part("BUTTONS")?["buttons"]?.Items ?? []).Select(TextOf), submission.Buttons.Select(button => $"{EnumNames.Of(button.Type).ToUpperInvariant()} {button.Text} {button.Url}"));
        return there.SequenceEqual(here, StringComparer.Ordinal) ? null : "other buttons";

        InputValue? Part(string type) => components.Where(part => type.Equals(part["type"]?.AsText, StringComparison.OrdinalIgnoreCase)).Select(part => (InputValue?)part).FirstOrDefault();

        static string TextOf(InputValue button) => $"{button["type"]?.AsText?.ToUpperInvariant()} {button["text"]?.AsText} {button["url"]?.AsText}";
    }

    private async Task<InputValue?> FindAsync(string channel, TemplateSubmission submission, CancellationToken cancellation)
    {
        var path = $"/messages/channels/{channel}/templates?maxpagesize=100";
        for (var page = 0; page < MostPages && path is not null; page++)
        {
            var answer = await requests.GetAsync(path, AcsWhatsAppProvider.Version, cancellation);
            if (answer.Status != 200 || TryRead(answer.Body) is not { } list)
                throw new BusyException("Communication Services tell of no templates at the moment: submit it again later. If it stays so, see the log.", answer.RetryAfter ?? TimeSpan.FromMinutes(1));
            foreach (var template in list["value"]?.Items ?? [])
            {
                if (template["name"]?.AsText == submission.Name && template["language"]?.AsText == submission.Language)
                    return template;
            }

            // Of the link only what leads on at the resource itself.
            path = Uri.TryCreate(list["nextLink"]?.AsText, UriKind.Absolute, out var next) ? next.PathAndQuery : null;
        }

        return null;
    }

    private static InputValue? TryRead(BinaryData body)
    {
        try
        {
            return JsonInput.Read(body.ToMemory());
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static InvalidInputException Refused(string message) => new([new InputProblem("", "refused_by_provider", message)], 422);
}
