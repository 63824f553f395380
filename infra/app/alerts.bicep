// Who is told of what. Each rule is a query of what the app measures (docs/operations.md, "What to watch"), where the same names stand for Prometheus.
param actionGroupName string
param email string
param location string
param tags object
param workspaceId string
param topicId string

// A measurement is a row of AppMetrics: Name, the values of its attributes in Properties, Sum and ItemCount. Each query gives a row where something is wrong.
var rules = [
  {
    name: 'SendingStands'
    severity: 1
    window: 'PT5M'
    text: 'Nothing is worked on: is the app up, does GET api/ready say 200, does the provider answer?'
    query: 'AppMetrics | where Name == "activereach.queue.age" | extend queue = tostring(Properties["messaging.destination.name"]) | where queue == "deliver" or queue == "engagement" | summarize age = max(Sum / ItemCount) by queue | where age > 300'
  }
  {
    name: 'Poisoned'
    severity: 1
    window: 'PT5M'
    text: 'What failed five times lies in a poison queue and is settled as failed; the log says why.'
    query: 'AppMetrics | where Name == "activereach.queue.messages" | extend queue = tostring(Properties["messaging.destination.name"]) | where queue endswith "-poison" | summarize messages = max(Sum / ItemCount) by queue | where messages > 0'
  }
  {
    name: 'SetAside'
    severity: 1
    window: 'PT15M'
    text: 'Messages could neither be carried out nor settled: GET api/workspaces/{ws}/operations/queues shows them and what to do.'
    query: 'AppMetrics | where Name == "activereach.queue.set_aside" | summarize messages = sum(Sum) by queue = tostring(Properties["messaging.destination.name"]) | where messages > 0'
  }
  {
    name: 'OrchestrationStuck'
    severity: 1
    window: 'PT5M'
    text: 'An orchestration should have gone on and has not: GET api/workspaces/{ws}/operations/stuck shows it, what it fails of and what to do; a warning in the log names it.'
    query: 'AppMetrics | where Name == "activereach.orchestrations" and tostring(Properties["activereach.state"]) == "stuck" | summarize number = max(Sum / ItemCount) by orchestration = tostring(Properties["activereach.orchestration"]) | where number > 0'
  }
  {
    name: 'OrchestrationFailed'
    severity: 1
    window: 'PT1H'
    text: 'An orchestration ended with a fault of the program.'
    query: 'AppMetrics | where Name == "activereach.orchestrations" and tostring(Properties["activereach.state"]) == "failed" | summarize least = min(Sum / ItemCount), most = max(Sum / ItemCount) by orchestration = tostring(Properties["activereach.orchestration"]) | where most > least'
  }
  {
    name: 'CampaignFailed'
    severity: 2
    window: 'PT15M'
    text: 'A run failed; its campaign says why (statusReason) and what to do (nextAction).'
    query: 'AppMetrics | where Name == "activereach.runs.ended" and tostring(Properties["activereach.outcome"]) == "failed" | summarize number = sum(Sum) | where number > 0'
  }
  {
    name: 'ProviderSilent'
    severity: 2
    window: 'PT5M'
    text: 'More than half of the calls of a provider are not answered.'
    query: 'AppMetrics | where Name == "activereach.provider.call.duration" | summarize calls = sum(ItemCount), lost = sumif(ItemCount, isnotempty(tostring(Properties["error.type"]))) by channel = tostring(Properties["activereach.channel"]) | where lost > 0.5 * calls'
  }
  {
    name: 'ManyRejected'
    severity: 2
    window: 'PT15M'
    text: 'More than 5 % of the messages are rejected: sender, content or numbers.'
    query: 'AppMetrics | where Name == "activereach.provider.answers" | summarize all = sum(Sum), rejected = sumif(Sum, tostring(Properties["activereach.outcome"]) == "rejected") by channel = tostring(Properties["activereach.channel"]) | where rejected > 0.05 * all'
  }
  {
    name: 'ReceiptsMissing'
    severity: 2
    window: 'PT30M'
    text: 'Messages go out and nothing comes back: look at the subscriptions of Event Grid and the secret of the webhook.'
    query: 'AppMetrics | where Name in ("activereach.delivery.recipients", "activereach.engagement.events") | summarize handed = sumif(Sum, Name == "activereach.delivery.recipients" and tostring(Properties["activereach.outcome"]) == "handed"), events = sumif(Sum, Name == "activereach.engagement.events") | where handed > 0 and events == 0'
  }
  {
    name: 'StoresThrottle'
    severity: 2
    window: 'PT5M'
    text: 'More than 1 % of the requests to a store are refused for the rate: more throughput, or fewer instances.'
    query: 'AppMetrics | where Name == "activereach.store.requests" | summarize all = sum(Sum), refused = sumif(Sum, tostring(Properties["http.response.status_code"]) in ("429", "503")) by store = tostring(Properties["activereach.store"]) | where refused > 0.01 * all'
  }
  {
    name: 'ServerErrors'
    severity: 2
    window: 'PT5M'
    text: 'Requests are answered with 5xx; the log has a line with the reference of each answer.'
    query: 'AppMetrics | where Name == "http.server.request.duration" and tostring(Properties["http.response.status_code"]) startswith "5" | summarize number = sum(ItemCount) | where number > 0'
  }
]

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'activereach'
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource each 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.name
      description: rule.text
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      // Measurements of a new deployment are not there yet.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [told.id] }
    }
  }
]

resource deadEvents 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'EventsGivenUp'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid could not deliver for a day: the events lie in the container dead-events. Mend the webhook and post them again.'
    severity: 1
    enabled: true
    scopes: [topicId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'deadLettered'
          metricName: 'DeadLetteredCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: told.id }]
  }
}
