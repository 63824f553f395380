namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;

public class DurableHttpRequest
{
    public DurableHttpRequest(HttpMethod method, Uri uri) => throw new NotSupportedException();
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("method")]
    public HttpMethod Method => throw new NotSupportedException();
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("uri")]
    public Uri Uri => throw new NotSupportedException();
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("headers")]
    public IDictionary<string, StringValues>? Headers { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("content")]
    public string? Content { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("asynchronousPatternEnabled")]
    public bool AsynchronousPatternEnabled { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("retryOptions")]
    public HttpRetryOptions? HttpRetryOptions { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("timeout")]
    public TimeSpan? Timeout { get; set; }
}

public class DurableHttpResponse
{
    public DurableHttpResponse(HttpStatusCode statusCode) => throw new NotSupportedException();
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("statusCode")]
    public HttpStatusCode StatusCode => throw new NotSupportedException();
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("headers")]
    public IDictionary<string, StringValues>? Headers { get; init; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("content")]
    public string? Content { get; init; }
}

public class HttpRetryOptions
{
    public HttpRetryOptions(IList<HttpStatusCode>? statusCodesToRetry = null) => throw new NotSupportedException();
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("FirstRetryInterval")]
    public TimeSpan FirstRetryInterval { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("MaxRetryInterval")]
    public TimeSpan MaxRetryInterval { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("BackoffCoefficient")]
    public double BackoffCoefficient { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("RetryTimeout")]
    public TimeSpan RetryTimeout { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("MaxNumberOfAttempts")]
    public int MaxNumberOfAttempts { get; set; }
    [System.Text.Json.Serialization.JsonPropertyNameAttribute("StatusCodesToRetry")]
    public IList<HttpStatusCode> StatusCodesToRetry => throw new NotSupportedException();
}
