{{- define "kalmstream.name" -}}
{{- printf "%s" .Release.Name | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "kalmstream.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "kalmstream.labels" -}}
{{ include "kalmstream.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "kalmstream.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end }}
{{- end }}

{{- define "kalmstream.variable" -}}
KALMSTREAM_{{ . | upper | replace "." "_" | replace "-" "_" }}
{{- end }}

{{- /* What the chart sets itself, and what cannot be right. */ -}}
{{- define "kalmstream.check" -}}
{{- range $key := list "bootstrap.servers" "qdrant.url" "input.topic" }}
{{- if not (get $.Values.config $key) }}
{{- fail (printf "config has no %s: the worker does not start without it" $key) }}
{{- end }}
{{- end }}
{{- range $key := list "state.dir" "http.host" "http.port" "streams.group.instance.id" }}
{{- if hasKey $.Values.config $key }}
{{- fail (printf "config sets %s, which the chart sets itself" $key) }}
{{- end }}
{{- end }}
{{- $given := dict }}
{{- range .Values.secrets }}
{{- $_ := set $given .setting true }}
{{- if hasKey $.Values.config .setting }}
{{- fail (printf "%s is in config and in secrets: leave it in secrets only" .setting) }}
{{- end }}
{{- end }}
{{- range $key, $value := .Values.config }}
{{- if regexMatch "(api\\.key|password|secret|token|credentials|user\\.info|sasl\\.jaas\\.config)$" (lower $key) }}
{{- fail (printf "%s is a secret and would be readable in a ConfigMap: put it into a Secret and name that in secrets" $key) }}
{{- end }}
{{- end }}
{{- if not (hasKey $given "http.api.key") }}
{{- fail "secrets has no http.api.key: the worker's HTTP port is reached by others, and asks them for it" }}
{{- end }}
{{- if and (hasKey $given "qdrant.api.key") (hasPrefix "http://" (get .Values.config "qdrant.url")) }}
{{- fail (printf "qdrant.url is %s: the secret qdrant.api.key would go over the network unencrypted; use https://" (get .Values.config "qdrant.url")) }}
{{- end }}
{{- range $given | keys }}
{{- if and (hasPrefix "basic.auth" .) (hasPrefix "http://" (get $.Values.config "schema.registry.url")) }}
{{- fail (printf "schema.registry.url is %s: the secret %s would go over the network unencrypted; use https://" (get $.Values.config "schema.registry.url") .) }}
{{- end }}
{{- end }}
{{- if and .Values.keda.enabled (lt (int .Values.keda.maxReplicas) (int .Values.keda.minReplicas)) }}
{{- fail (printf "keda.maxReplicas is %d, less than keda.minReplicas, %d" (int .Values.keda.maxReplicas) (int .Values.keda.minReplicas)) }}
{{- end }}
{{- end }}
