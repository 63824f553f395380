using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Http;

/// <summary>Serves the description.</summary>
public sealed class OpenApiFunction(OpenApiDocument document)
{
    [Function("OpenApi")]
    [Public("The description is the same for everyone and holds nothing of a workspace.")]
    [Operation("This description.", Response = typeof(JsonObject))]
    public Answer Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) => Answers.Ok(document.Json);
}
