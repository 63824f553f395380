using ActiveReach.Channels;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Workspaces;

namespace ActiveReach.TemplateLibrary;

/// <summary>Shows the newest version of a template to its vendor, once.</summary>
public sealed class SubmitTemplate(SavedTemplates templates, SavedMedia media, IMediaFiles files, MediaLinks links, IProviders providers, TimeProvider clock)
{
    /// <exception cref="ConflictException">It is looked at already, or was.</exception>
    public async Task<LibraryTemplate> RunAsync(Caller caller, string name, CancellationToken cancellation = default)
    {
        while (true)
        {
            var template = await templates.FindAsync(caller.Workspace, name, cancellation) ?? throw new NotFoundException("template", name);
            var version = template.Latest;
            Check(template, version);
            if ((await providers.FindAsync(template.Workspace, template.Channel, cancellation))?.Reviewer is not { } reviewer)
            {
                throw new InvalidInputException([new InputProblem("channel", "channel_not_available",
                    $"No provider here has templates of {template.Channel.Name()} reviewed yet: keep the draft, or send on another channel.")], 422);
            }

            // The vendor knows a submission that comes again, so that a crash on the way to the store costs nothing but another try.
            var reference = await reviewer.SubmitAsync(
                new TemplateSubmission(template.Workspace, version.NameAtVendor(name), version.Language, version.Header, version.Body, version.Footer)
                {
                    HeaderMedia = version.HeaderMedia,
                    Example = await ExampleAsync(template, version, cancellation),
                    Buttons = version.Buttons,
                },
                cancellation);
            await templates.NameAsync(reference, template, version.Number, cancellation);
            var now = clock.GetUtcNow();
            var pending = template.With(version with { State = TemplateState.Pending, Reference = reference, SubmittedBy = caller.Member, SubmittedAt = now }) with { UpdatedAt = now };
            if (await templates.TryUpdateAsync(pending, SaveTemplate.Told(caller, pending, "template.submitted", now), cancellation) is { } written)
                return written;
        }
    }

    private async Task<HeaderExample?> ExampleAsync(LibraryTemplate template, TemplateVersion version, CancellationToken cancellation)
    {
        if (version.HeaderExample is not { } id)
            return null;
        var item = await media.FindAsync(template.Workspace, id, cancellation)
            ?? throw new InvalidInputException([new InputProblem("headerExample", "unknown_media", $"headerExample is '{id}', and that upload was deleted: name another.")], 422);
        return new HeaderExample(item, links.UrlOf(template.Workspace, id), token => files.OpenReadAsync(item.File, token));
    }

    private static void Check(LibraryTemplate template, TemplateVersion version)
    {
        var why = version.State switch
        {
            TemplateState.Pending => "is with the provider already: wait for its verdict",
            TemplateState.Approved => "is approved already: there is nothing to submit before it is changed",
            TemplateState.Rejected => $"was rejected ({version.Reason}): change it first",
            _ => null,
        };
        if (why is not null)
        {
            throw new ConflictException($"Version {version.Number} of the template '{template.Name}' {why}.",
                details: new Dictionary<string, object?> { ["state"] = version.State, ["version"] = version.Number });
        }
    }
}
