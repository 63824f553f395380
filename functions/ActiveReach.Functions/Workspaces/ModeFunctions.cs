using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>The caller's persona and mode: one switch that every surface reads.</summary>
public sealed class ModeFunctions(ChooseMode mode)
{
    [Function("ReadMode")]
    [RequiresRole(Role.Viewer)]
    [Operation("The caller's persona and mode; the workspace's persona decides until they choose.", Response = typeof(ModeAnswer))]
    public async Task<Answer> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/workspaces/{ws}/me/mode")] HttpRequest request) =>
        Answers.Ok(ModeAnswer.Of(await mode.ReadAsync(request.Caller(), request.HttpContext.RequestAborted)));

    [Function("ChooseMode")]
    [RequiresRole(Role.Viewer)]
    [Operation("Chooses persona, mode or both; a persona alone brings its mode.", Request = typeof(ModeRequest), Response = typeof(ModeAnswer))]
    public async Task<Answer> ChooseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/workspaces/{ws}/me/mode")] HttpRequest request)
    {
        var asked = await request.ReadJsonAsync<ModeRequest>();
        return Answers.Ok(ModeAnswer.Of((await mode.RunAsync(request.Caller(), asked.Persona, asked.Mode, request.HttpContext.RequestAborted), true)));
    }
}

public sealed record ModeRequest(Persona? Persona = null, Mode? Mode = null);

/// <param name="Chosen">Whether the caller has chosen; the workspace's persona decides otherwise.</param>
public sealed record ModeAnswer(Persona Persona, Mode Mode, bool Chosen)
{
    public static ModeAnswer Of((ModeChoice Choice, bool IsChosen) found) => new(found.Choice.Persona, found.Choice.Mode, found.IsChosen);
}
