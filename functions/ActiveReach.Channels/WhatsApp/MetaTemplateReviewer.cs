using System.Globalization;
using ActiveReach.Channels.Vendors;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.TemplateLibrary;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>Shows templates to Meta, as marketing. Its verdict comes to the webhook.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management and …/components; of uploads
/// developers.facebook.com/docs/graph-api/guides/upload.</summary>
public sealed class MetaTemplateReviewer(MetaOptions options, MetaRequests requests) : ITemplateReviewer
{
    private const int Taken = 2388024;

    /// <summary>What reviewers are shown.</summary>
    private static readonly MediaType[] Shown = [MediaType.Jpeg, MediaType.Png, MediaType.Mp4, MediaType.Pdf];

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public Channel Channel => Channel.WhatsApp;

    /// <exception cref="BusyException">Meta can't be reached, or takes none now: it may be submitted again.</exception>
    /// <exception cref="InvalidInputException">Meta won't look at it, in its own words.</exception>
    public async Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        var handle = submission.HeaderMedia is { } kind ? await UploadAsync(kind, submission.Example, cancellation) : null;
        var answer = await requests.PostAsync($"{options.BusinessAccountId}/message_templates", BodyOf(submission, handle), cancellation);
        if (answer is { IsSuccess: true } && IdOf(answer.Json["id"]) is { } id)
            return id;

        // Shown before, by a call whose answer never came here.
        if (answer?.Json["error"]?["error_subcode"]?.AsWhole is Taken && await FindAsync(submission, cancellation) is { } known)
            return known;
        throw Refusal(answer);
    }

    /// <summary>Gives Meta the file that stands for what campaigns will show.</summary>
    /// <returns>Meta's handle of it.</returns>
    private async Task<string> UploadAsync(MediaKind kind, HeaderExample? example, CancellationToken cancellation)
    {
        if (options.AppId is not { } app)
            throw Unfit("headerMedia", "not_available", $"headerMedia is {EnumNames.Of(kind)}, and Meta takes files through an app alone: enter its id (ActiveReach__WhatsApp__AppId; appId of an account), or use a header of words.");
        if (example is null)
            throw Unfit("headerExample", "required", $"headerExample is missing, and headerMedia is {EnumNames.Of(kind)}: Meta's reviewers look at one, so name an upload.");
        var item = example.Item;
        if (!Shown.Contains(item.Form))
            throw Unfit("headerExample", "media_type", $"headerExample is {item.Form.Label}, and Meta's reviewers are shown {string.Join(", ", Shown.Select(form => form.Label))}: use another file.");
        var about = $"file_name={Uri.EscapeDataString(item.Name)}&file_length={item.Bytes.ToString(CultureInfo.InvariantCulture)}&file_type={Uri.EscapeDataString(item.Type)}";
        var begun = await requests.PostAsync($"{app}/uploads?{about}", new { }, cancellation);
        if (begun is not { IsSuccess: true } || begun.Json["id"]?.AsText is not { Length: > 0 } session)
            throw Refusal(begun);
        await using var body = await OpenAsync(example, cancellation);
        var sent = await requests.UploadAsync(session, body, item.Bytes, cancellation);
        return sent is { IsSuccess: true } && sent.Json["h"]?.AsText is { Length: > 0 } handle ? handle : throw Refusal(sent);
    }

    private static async Task<Stream> OpenAsync(HeaderExample example, CancellationToken cancellation)
    {
        try
        {
            return await example.OpenAsync(cancellation);
        }
        catch (FileNotFoundException)
        {
            throw Unfit("headerExample", "unknown_media", $"headerExample is '{example.Item.Id}', and that upload was deleted: name another.");
        }
    }

    private static Exception Refusal(VendorAnswer? answer)
    {
        if (answer is not { Status: >= 400 and < 500 } || MetaVerdict.Of(answer) is not { Result: HandOverResult.Rejected })
            return new BusyException("Meta takes no templates at the moment: submit it again later. If it stays so, see the log.", answer?.RetryAfter ?? Later);
        var error = answer.Json["error"];
        var words = error?["error_user_msg"]?.AsText ?? error?["message"]?.AsText ?? "it gives no reason";
        return Unfit("", "refused_by_provider", $"Meta won't look at the template: {words} Change it, and submit it again.");
    }

    private static InvalidInputException Unfit(string path, string code, string message) => new([new InputProblem(path, code, message)], 422);

    private async Task<string?> FindAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        var answer = await requests.GetAsync($"{options.BusinessAccountId}/message_templates?name={Uri.EscapeDataString(submission.Name)}&fields=id,name,language&limit=100", cancellation);
        var found = answer is { IsSuccess: true } ? answer.Json["data"]?.Items.Where(each => each["name"]?.AsText == submission.Name && each["language"]?.AsText == submission.Language).ToList() : null;
        return found is [var one, ..] ? IdOf(one["id"]) : null;
    }

    private static string? IdOf(Inputs.InputValue? id) => id?.AsText ?? id?.AsDigits;

    /// <param name="handle">Of the file that its header shows.</param>
    private static object BodyOf(TemplateSubmission submission, string? handle) => new
    {
        name = submission.Name,
        language = submission.Language,
        category = "MARKETING",
        components = new[]
        {
            handle is null ? null : new { type = "HEADER", format = EnumNames.Of(submission.HeaderMedia!.Value).ToUpperInvariant(), example = new { header_handle = new[] { handle } } },
            submission.Header is { } header ? new { type = "HEADER", format = "TEXT", text = header, example = Examples(header) is [var one, ..] ? new { header_text = new[] { one } } : null } : (object?)null,
            new { type = "BODY", text = submission.Body, example = Examples(submission.Body) is { Count: > 0 } many ? new { body_text = new[] { many } } : null },
            submission.Footer is { } footer ? new { type = "FOOTER", text = footer } : null,
            submission.Buttons.Count == 0 ? null : new { type = "BUTTONS", buttons = submission.Buttons.Select(ButtonOf) },
        }.Where(component => component is not null),
    };

    private static object ButtonOf(TemplateButton button) => new
    {
        type = EnumNames.Of(button.Type).ToUpperInvariant(),
        text = button.Text,
        url = button.Url,
        phone_number = button.Phone,
        example = button.Beginning() is { } beginning ? new[] { beginning + "example" } : null,
    };

    /// <summary>Meta looks at no placeholder without one.</summary>
    private static List<string> Examples(string text) => [.. Enumerable.Range(1, Placeholders.Count(text)).Select(number => $"Example {number}")];
}
