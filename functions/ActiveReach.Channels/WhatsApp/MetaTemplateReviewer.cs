using ActiveReach.Channels.Vendors;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.TemplateLibrary;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>Shows templates to Meta, as marketing. Its verdict comes to the webhook.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management.</summary>
public sealed class MetaTemplateReviewer(MetaOptions options, MetaRequests requests) : ITemplateReviewer
{
    private const int Taken = 2388024;

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public Channel Channel => Channel.WhatsApp;

    /// <exception cref="BusyException">Meta can't be reached, or takes none now: it may be submitted again.</exception>
    /// <exception cref="InvalidInputException">Meta won't look at it, in its own words.</exception>
    public async Task<string> SubmitAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        var answer = await requests.PostAsync($"{options.BusinessAccountId}/message_templates", BodyOf(submission), cancellation);
        if (answer is { IsSuccess: true } && IdOf(answer.Json["id"]) is { } id)
            return id;

        // Shown before, by a call whose answer never came here.
        if (answer?.Json["error"]?["error_subcode"]?.AsWhole is Taken && await FindAsync(submission, cancellation) is { } known)
            return known;
        if (answer is { Status: >= 400 and < 500 } && MetaVerdict.Of(answer) is { Result: HandOverResult.Rejected })
        {
            var error = answer.Json["error"];
            var words = error?["error_user_msg"]?.AsText ?? error?["message"]?.AsText ?? "it gives no reason";
            throw new InvalidInputException([new InputProblem("", "refused_by_provider", $"Meta won't look at the template: {words} Change it, and submit it again.")], 422);
        }

        throw new BusyException("Meta takes no templates at the moment: submit it again later. If it stays so, see the log.", answer?.RetryAfter ?? Later);
    }

    private async Task<string?> FindAsync(TemplateSubmission submission, CancellationToken cancellation)
    {
        var answer = await requests.GetAsync($"{options.BusinessAccountId}/message_templates?name={Uri.EscapeDataString(submission.Name)}&fields=id,name,language&limit=100", cancellation);
        var found = answer is { IsSuccess: true } ? answer.Json["data"]?.Items.Where(each => each["name"]?.AsText == submission.Name && each["language"]?.AsText == submission.Language).ToList() : null;
        return found is [var one, ..] ? IdOf(one["id"]) : null;
    }

    private static string? IdOf(Inputs.InputValue? id) => id?.AsText ?? id?.AsDigits;

    private static object BodyOf(TemplateSubmission submission) => new
    {
        name = submission.Name,
        language = submission.Language,
        category = "MARKETING",
        components = new[]
        {
            submission.Header is { } header ? new { type = "HEADER", format = "TEXT", text = header, example = Examples(header) is [var one, ..] ? new { header_text = new[] { one } } : null } : (object?)null,
            new { type = "BODY", text = submission.Body, example = Examples(submission.Body) is { Count: > 0 } many ? new { body_text = new[] { many } } : null },
            submission.Footer is { } footer ? new { type = "FOOTER", text = footer } : null,
        }.Where(component => component is not null),
    };

    /// <summary>Meta looks at no placeholder without one.</summary>
    private static List<string> Examples(string text) => [.. Enumerable.Range(1, Placeholders.Count(text)).Select(number => $"Example {number}")];
}
