using System.Net;
using System.Net.Http.Json;
using Functions.Embedded.Tests.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Functions.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Functions.Embedded.Tests.Http;

public sealed class HttpTriggerTests : IAsyncLifetime
{
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync([typeof(HttpFunctions)], Configure);

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_route_value_reaches_the_function_and_an_action_result_is_written_as_json() =>
        Assert.Equal("""{"text":"Hello Asha","method":"GET"}""", await app.Http.GetStringAsync("/api/greet/Asha"));

    [Fact]
    public async Task A_constraint_tells_a_parameter_from_a_literal()
    {
        Assert.Equal("Good morning", await app.Http.GetStringAsync("/api/greet/boss"));
        Assert.Equal("""{"text":"Hello bossy","method":"GET"}""", await app.Http.GetStringAsync("/api/greet/bossy"));
    }

    [Fact]
    public async Task Plain_parameters_are_converted_from_route_and_query_or_take_their_default()
    {
        Assert.Equal("8  none", await app.Http.GetStringAsync("/api/numbers/7"));
        Assert.Equal(
            "8 0f8fad5b-d9cb-469f-a165-70867728950e x", await app.Http.GetStringAsync("/api/numbers/7?mark=0f8fad5b-d9cb-469f-a165-70867728950e&note=x"));
    }

    [Theory]
    [InlineData("GET", "/api/numbers/seven", HttpStatusCode.NotFound)]
    [InlineData("GET", "/greet/Asha", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/greet/Asha", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/broken", HttpStatusCode.InternalServerError)]
    [InlineData("GET", "/api/plain", HttpStatusCode.OK)]
    public async Task Wrong_paths_methods_and_failures_have_their_status(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_is_bound_from_json_without_regard_to_case()
    {
        using var response = await app.Http.PostAsJsonAsync("/api/orders", new { ITEM = "tea", count = 3 });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(new Order("tea", 3), await response.Content.ReadFromJsonAsync<Order>());
    }

    [Fact]
    public async Task A_body_that_is_no_json_for_the_parameter_is_a_failure_of_the_function()
    {
        using var content = new StringContent("{", null, "application/json");
        using var response = await app.Http.PostAsync(new Uri("/api/orders", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task Middleware_and_the_function_see_the_same_definition_request_and_items() =>
        Assert.Equal(
            $"Describe|{typeof(HttpFunctions).FullName}.Describe|/api/describe|middleware", await app.Http.GetStringAsync("/api/describe"));

    [Fact]
    public async Task Middleware_can_answer_instead_of_the_function()
    {
        using var refused = await app.Http.GetAsync(new Uri("/api/describe?refuse=1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_as_too_large()
    {
        await using var small = await TestApp.StartAsync(
            [typeof(HttpFunctions)],
            builder =>
            {
                Configure(builder);
                builder.Configuration.AddInMemoryCollection([new("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "1000")]);
            });
        using var fits = new ByteArrayContent(new byte[1000]);
        using var tooMuch = new ByteArrayContent(new byte[1001]);
        using var accepted = await small.Http.PostAsync(new Uri("/api/upload", UriKind.Relative), fits);
        using var refused = await small.Http.PostAsync(new Uri("/api/upload", UriKind.Relative), tooMuch);
        Assert.Equal("1000", await accepted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task The_route_prefix_of_host_json_can_be_empty()
    {
        await using var bare = await TestApp.StartAsync(
            [typeof(HttpFunctions)], Configure, hostJson: """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""");
        Assert.Equal("Good morning", await bare.Http.GetStringAsync("/greet/boss"));
    }

    [Fact]
    public async Task A_function_can_be_switched_off_by_a_setting()
    {
        await using var without = await TestApp.StartAsync(
            [typeof(HttpFunctions)],
            builder =>
            {
                Configure(builder);
                builder.Configuration.AddInMemoryCollection([new("AzureWebJobs:Plain:Disabled", "true")]);
            });
        using var response = await without.Http.GetAsync(new Uri("/api/plain", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static void Configure(EmbeddedApplicationBuilder builder)
    {
        builder.Services.AddScoped<Greeter>();
        builder.UseMiddleware(async (context, next) =>
        {
            context.Items["seen"] = "middleware";
            var http = context.GetHttpContext()!;
            if (http.Request.Query.ContainsKey("refuse"))
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
            else
                await next();
        });
    }
}
