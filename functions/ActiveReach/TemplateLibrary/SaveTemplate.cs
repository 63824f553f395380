using ActiveReach.Inputs;
using ActiveReach.Media;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.TemplateLibrary;

/// <summary>Adds templates and changes them. What a vendor has seen is never changed: its change is a new version, a draft until it is submitted.</summary>
public sealed class SaveTemplate(SavedTemplates templates, SavedMedia media, TimeProvider clock)
{
    private const int MostVersions = 100;

    /// <exception cref="ConflictException">The name is taken.</exception>
    public async Task<LibraryTemplate> AddAsync(Caller caller, InputValue json, CancellationToken cancellation = default)
    {
        var (input, now) = (TemplateInput.Read(json), clock.GetUtcNow());
        await CheckExampleAsync(caller, input, cancellation);
        var template = new LibraryTemplate
        {
            Name = input.Name!,
            Workspace = caller.Workspace,
            Versions = [Written(input, 1, caller, now)],
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await templates.TryAddAsync(template, Told(caller, template, "template.created", now), cancellation)
            ? template with { Revision = 1 }
            : throw new ConflictException($"There is a template '{template.Name}' already: change that one, or choose another name.");
    }

    /// <param name="condition">Throws when the caller has another version in mind.</param>
    public async Task<LibraryTemplate> ChangeAsync(Caller caller, string name, InputValue patch, Action<LibraryTemplate>? condition, CancellationToken cancellation = default)
    {
        while (true)
        {
            var template = await templates.FindAsync(caller.Workspace, name, cancellation) ?? throw new NotFoundException("template", name);
            condition?.Invoke(template);
            var (before, now) = (TemplateInput.Of(template), clock.GetUtcNow());
            var after = before.With(patch);
            if (after.IsSame(before))
                return template;
            await CheckExampleAsync(caller, after, cancellation);
            if (template.Versions.Count >= MostVersions)
                throw new ConflictException($"The template '{name}' has {MostVersions} versions, and more are not kept: make another template.");
            var changed = template.Latest.State is TemplateState.Draft
                ? template.With(Written(after, template.Latest.Number, caller, now))
                : template with { Versions = [.. template.Versions, Written(after, template.Latest.Number + 1, caller, now)] };
            if (await templates.TryUpdateAsync(changed with { UpdatedAt = now }, Told(caller, changed, "template.changed", now), cancellation) is { } written)
                return written;
        }
    }

    private static TemplateVersion Written(TemplateInput input, int number, Caller caller, DateTimeOffset now) =>
        new(number, input.Language!, input.Header, input.Body!, input.Footer) { HeaderMedia = input.HeaderMedia, HeaderExample = input.HeaderExample, Buttons = input.Buttons ?? [], CreatedAt = now, EditedBy = caller.Member };

    /// <summary>Whether the upload that the vendor is to be shown is there, and of the kind that the header has.</summary>
    private async Task CheckExampleAsync(Caller caller, TemplateInput input, CancellationToken cancellation)
    {
        if (input is not { HeaderExample: { } id, HeaderMedia: { } kind })
            return;
        if (await media.FindAsync(caller.Workspace, id, cancellation) is not { } item)
            throw new InvalidInputException("headerExample", "unknown_media", $"headerExample is '{InputProblem.Shorten(id)}', and there is no such upload in this workspace: send the file to POST media first.");
        if (item.Form.Kind != kind)
            throw new InvalidInputException("headerExample", "media_type", $"headerExample is {item.Form.Label}, and headerMedia is {EnumNames.Of(kind)}: use another file.");
        if (ChannelMedia.Refusal(input.Channel!.Value, item) is var (code, message))
            throw new InvalidInputException("headerExample", code, $"headerExample: {message}");
    }

    internal static AuditEntry Told(Caller caller, LibraryTemplate template, string action, DateTimeOffset now) =>
        new(caller.Workspace, now, caller.Member, action, template.Name, $"Version {template.Latest.Number}.");
}
