using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Http;

/// <summary>Browsers ask before they call from another origin; <see cref="CrossOrigin"/> has said all there is to say.</summary>
public sealed class Preflight
{
    [Function("Preflight")]
    [Public("Browsers send preflights without credentials; the answer tells only whether this origin is allowed.")]
    [Operation("Whether a page of another origin may call the workspace's routes.", Status = 204)]
    public Answer Run([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "api/workspaces/{ws}/{*rest}")] HttpRequest request) => Answers.NoContent();
}
