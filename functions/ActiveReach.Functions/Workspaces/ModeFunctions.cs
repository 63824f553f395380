using ActiveReach.Functions.Http;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The caller's persona and mode: one switch that every surface reads.</summary>
public sealed class ModeFunctions(IModeStore modes, IWorkspaceStore workspaces)
{
    [Function("ReadMode")]
    [RequiresRole(Role.Viewer)]
    [Operation("The caller's persona and mode; the workspace's persona decides until they choose.", Response = typeof(ModeAnswer))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/me/mode")] HttpRequest request) =>
        Answers.Ok(await CurrentAsync(request));

    [Function("ChooseMode")]
    [RequiresRole(Role.Viewer)]
    [Operation("Chooses persona, mode or both; a persona alone brings its mode.", Request = typeof(ModeRequest), Response = typeof(ModeAnswer))]
    public async Task<Answer> ChooseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/workspaces/{ws}/me/mode")] HttpRequest request)
    {
        var asked = await request.ReadJsonAsync<ModeRequest>();
        if (asked is { Persona: null, Mode: null })
            throw new InvalidInputException("mode", "required", "Give mode (simple or advanced), persona (smb or marketer), or both.");
        var before = await CurrentAsync(request);
        var persona = asked.Persona ?? before.Persona;
        var choice = new ModeChoice(persona, asked.Mode ?? ModeChoice.Of(persona).Mode);
        await modes.SaveAsync(request.Caller().Workspace, request.Caller().Member, choice);
        return Answers.Ok(new ModeAnswer(choice.Persona, choice.Mode, true));
    }

    private async Task<ModeAnswer> CurrentAsync(HttpRequest request)
    {
        var (workspace, member, _) = request.Caller();
        if (await modes.FindAsync(workspace, member) is { } choice)
            return new ModeAnswer(choice.Persona, choice.Mode, true);
        var inherited = ModeChoice.Of((await workspaces.FindAsync(workspace))?.Persona ?? Persona.Marketer);
        return new ModeAnswer(inherited.Persona, inherited.Mode, false);
    }
}

public sealed record ModeRequest(Persona? Persona = null, Mode? Mode = null);

/// <param name="Chosen">Whether the caller has chosen; the workspace's persona decides otherwise.</param>
public sealed record ModeAnswer(Persona Persona, Mode Mode, bool Chosen);
