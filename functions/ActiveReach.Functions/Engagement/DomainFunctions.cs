using System.Text;
using ActiveReach.Functions.Http;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>By which a tracking domain is seen to lead here.</summary>
public sealed class DomainFunctions(DomainProof proof)
{
    [Function("ShowDomain")]
    [Public("It tells nothing but the host that was asked for.")]
    [Operation("The host that it was asked by, signed with a word that the asker chooses: shows that a workspace's tracking domain leads to this installation.", Produces = ["text/plain"])]
    public Answer Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/activereach/{word}")] HttpRequest request, string word) =>
        proof.Answer(word, request.Host.Host.ToLowerInvariant()) is { } answer
            ? Answers.Of(Results.Text(answer, "text/plain", Encoding.UTF8))
            : Answers.Of(Results.Text("There is no such page.", "text/plain", Encoding.UTF8, StatusCodes.Status404NotFound));
}
