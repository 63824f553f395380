using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveReach.Channels.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.TemplateLibrary;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

/// <summary>Shows templates to Meta through Twilio's Content API, as marketing. Twilio calls nobody when Meta has decided: whoever submits the template again hears it.
/// Source: twilio.com/docs/content/content-api-resources (create, approvals, search) and …/docs/content/whatsappcard.</summary>
public sealed partial class TwilioTemplateReviewer(TwilioOptions options, HttpClient http, AcceptEngagement inbox, TimeProvider clock, ILogger<TwilioTemplateReviewer> log) : ITemplateReviewer
{
    /// <summary>How ids of contents begin.</summary>
    internal const string Content = "HX";

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    private readonly TwilioRequests requests = new(options, http, null, log);

    public Channel Channel => Channel.WhatsApp;

    /// <exception cref="BusyException">Twilio can't be reached, or takes none now: it may be submitted again.</exception>
    /// <exception cref="InvalidInputException">It says something else there, waits for Meta, or Twilio won't take it, in its own words.</exception>
    public async Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        if (submission.HeaderMedia is { } kind)
            CheckExample(kind, submission.Example);
        var (sid, status, reason) = await FindAsync(submission, cancellation) ?? (await MakeAsync(submission, cancellation), "unsubmitted", null);
        if (status is "unsubmitted")
        {
            await ShowAsync(sid, submission, cancellation);
            throw Refused($"The template '{submission.Name}' was shown to Meta through Twilio, which tells nobody of the verdict: submit it here again when Meta has decided, in a day mostly.");
        }

        if (status is not ("approved" or "rejected"))
            throw Refused($"Meta has not decided on the template '{submission.Name}' yet ({status}): submit it here again later.");
        var verdict = new { field = "message_template_status_update", value = new { @event = status.ToUpperInvariant(), message_template_id = sid, reason } };
        await inbox.AcceptAsync([new InboxEvent(WhatsAppEventReader.Name, null, JsonSerializer.SerializeToUtf8Bytes(verdict, VendorJson.Options), clock.GetUtcNow())]);
        return sid;
    }

    /// <summary>Twilio fetches the file that stands for what campaigns will show, from its public address.</summary>
    private void CheckExample(MediaKind kind, HeaderExample? example)
    {
        if (example is null)
            throw Unfit("headerExample", "required", $"headerExample is missing, and headerMedia is {EnumNames.Of(kind)}: Meta's reviewers look at one, so name an upload.");
        if (!TwilioHeader.Shown.Contains(example.Item.Form))
            throw Unfit("headerExample", "media_type", $"headerExample is {example.Item.Form.Label}, and Meta's reviewers are shown {string.Join(", ", TwilioHeader.Shown.Select(form => form.Label))}: use another file.");
        if (example.Item.Bytes > TwilioHeader.MostBytes)
            throw Unfit("headerExample", "media_too_large", $"headerExample has {example.Item.Bytes} bytes, and Twilio takes {TwilioHeader.MostBytes}: use a smaller file.");
        if (new Uri(example.Url).IsLoopback && !options.ContentEndpoint.IsLoopback)
            throw Unfit("headerExample", "not_available", "Twilio fetches headerExample from the app's public address, which is this machine alone (ActiveReach__PublicUrl): submit the template where the app can be reached.");
    }

    private async Task<(string Sid, string Status, string? Reason)?> FindAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        var answer = await AskAsync(HttpMethod.Get, $"/v2/ContentAndApprovals?ContentName={Uri.EscapeDataString(submission.Name)}&PageSize=100", null, cancellation);
        var found = answer.Json["contents"]?.Items.FirstOrDefault(each => each["friendly_name"]?.AsText == submission.Name && each["language"]?.AsText == submission.Language);
        if (found is not { } content || SidOf(content) is not { } sid)
            return null;
        var type = content["types"]?["whatsapp/card"] ?? content["types"]?["twilio/text"];
        var buttons = (type?["actions"]?.Items ?? []).Select(action => action["title"]?.AsText);
        if (type?["body"]?.AsText is { } body && (body != submission.Body || type?["media"] is not null != submission.HeaderMedia is not null || !buttons.SequenceEqual(submission.Buttons.Select(button => button.Text))))
            throw Refused($"The template '{submission.Name}' says something else at Twilio: remove it there, or make both the same.");
        return (sid, content["approval_requests"]?["status"]?.AsText?.ToLowerInvariant() ?? "unsubmitted", content["approval_requests"]?["rejection_reason"]?.AsText);
    }

    private async Task<string> MakeAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        var answer = await AskAsync(HttpMethod.Post, "/v1/Content", BodyOf(submission), cancellation);
        return SidOf(answer.Json) ?? throw new BusyException("Twilio's answer makes no sense: submit the template again later.", Later);
    }

    private Task<VendorAnswer> ShowAsync(string sid, TemplateSubmission submission, CancellationToken cancellation) =>
        AskAsync(HttpMethod.Post, $"/v1/Content/{sid}/ApprovalRequests/whatsapp", new { name = submission.Name, category = "MARKETING" }, cancellation);

    private async Task<VendorAnswer> AskAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        var answer = await requests.AskAsync(method, new Uri(options.ContentEndpoint, path), body, cancellation);
        if (answer is { IsSuccess: true })
            return answer;
        throw answer is { Status: >= 400 and < 500 and not (401 or 403 or 408 or 429) }
            ? Refused($"Twilio won't take the template: {answer.Json["message"]?.AsText ?? "it gives no reason"} Change it, and submit it again.")
            : new BusyException("Twilio takes no templates at the moment: submit it again later. If it stays so, check the account.", answer?.RetryAfter ?? Later);
    }

    private static object BodyOf(TemplateSubmission submission)
    {
        var (inBody, inHeader) = (Placeholders.Count(submission.Body), Placeholders.Count(submission.Header));

        // Header and body share their variables: the header's come after the body's.
        var header = submission.Header is { } words ? Number().Replace(words, match => $"{{{{{int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) + inBody}}}}}") : null;
        var samples = Enumerable.Range(1, inBody + inHeader).Select(number => $"Example {number}").ToList();
        var media = submission.Example is { } example && submission.HeaderMedia is not null ? TwilioHeader.Of(example, samples) : null;
        var actions = submission.Buttons.Select((button, at) => ActionOf(button, at, samples)).ToList();
        return new
        {
            friendly_name = submission.Name,
            language = submission.Language,
            variables = TwilioShelf.Numbered(samples),
            types = new Dictionary<string, object>
            {
                [header is null && media is null && submission.Footer is null && actions.Count == 0 ? "twilio/text" : "whatsapp/card"] = new { body = submission.Body, header_text = header, media = media is null ? null : new[] { media }, footer = submission.Footer, actions = actions.Count == 0 ? null : actions },
            },
        };
    }

    /// <summary>What each message puts at the end of an address is a variable behind all others.</summary>
    private static object ActionOf(TemplateButton button, int at, List<string> samples)
    {
        if (button.Beginning() is { } beginning)
        {
            samples.Add("example");
            return new { type = "URL", title = button.Text, url = $"{beginning}{{{{{samples.Count}}}}}" };
        }

        return button.Type switch
        {
            TemplateButtonType.Url => new { type = "URL", title = button.Text, url = button.Url },
            TemplateButtonType.PhoneNumber => new { type = "PHONE_NUMBER", title = button.Text, phone = button.Phone },
            _ => (object)new { type = "QUICK_REPLY", title = button.Text, id = $"reply_{at + 1}" },
        };
    }

    private static string? SidOf(InputValue content) => content["sid"]?.AsText is { } sid && TwilioOptions.IsSid(sid, Content) ? sid : null;

    private static InvalidInputException Unfit(string member, string code, string message) => new([new InputProblem(member, code, message)], 422);

    private static InvalidInputException Refused(string message) => new([new InputProblem("", "refused_by_provider", message)], 422);

    [GeneratedRegex(@"\{\{(?<number>[0-9]{1,3})\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
