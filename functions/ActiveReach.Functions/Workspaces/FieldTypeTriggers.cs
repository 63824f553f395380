using System.Text.Json;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Workspaces;

/// <summary>What makes changes of custom fields' types run, run on, and end when they can't.</summary>
public sealed class FieldTypeTriggers(ChangeFieldTypes types)
{
    [Function("ChangeFieldType")]
    public Task RunAsync([QueueTrigger(ChangeFieldTypes.Queue)] string message, CancellationToken cancellation)
    {
        var (workspace, field) = Read(message);
        return types.RunAsync(workspace, field, cancellation);
    }

    [Function("GiveUpFieldType")]
    public Task GiveUpAsync([QueueTrigger(ChangeFieldTypes.Queue + "-poison")] string message, CancellationToken cancellation)
    {
        var (workspace, field) = Read(message);
        return types.GiveUpAsync(workspace, field, cancellation);
    }

    /// <summary>What stopped it several times may be over by then.</summary>
    [Function("ResumeFieldTypes")]
    public Task ResumeAsync([TimerTrigger("15 */2 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        types.ResumeStalledAsync(TimeSpan.FromMinutes(2), cancellation);

    private static (WorkspaceId Workspace, string Field) Read(string message)
    {
        var read = JsonSerializer.Deserialize<FieldTypeMessage>(message, Wire.Json)!;
        return (new WorkspaceId(read.Workspace), read.Field);
    }
}
