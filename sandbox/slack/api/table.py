"""The Web API methods of the sandbox, after Slack's method reference as of August 2026.

A method that is missing here is answered `unknown_method`. Scopes and tiers are each method page's
"Facts"; `assistant.threads.setStatus` still takes its old scope beside the new one.
"""

from collections.abc import Mapping
from typing import Final

from sandbox.slack.api.methods import Method, Tier

_METHODS: Final = (
    Method(
        "auth.test",
        tier=Tier.SPECIAL,
        errors="internal_error invalid_auth",
    ),
    Method(
        "auth.revoke",
        tier=Tier.T3,
        arguments="test:bool",
        errors="internal_error invalid_auth",
    ),
    Method(
        "apps.uninstall",
        tier=Tier.T1,
        arguments="client_id! client_secret!",
        errors="bad_client_secret client_id_token_mismatch internal_error invalid_auth invalid_client_id",
    ),
    Method(
        "oauth.v2.access",
        tier=Tier.T4,
        arguments="assertion client_id client_secret code code_verifier grant_type redirect_uri refresh_token",
        errors="bad_client_secret bad_redirect_uri cannot_install_an_org_installed_app invalid_client_id "
        "invalid_code invalid_code_verifier invalid_grant_type invalid_refresh_token no_scopes "
        "oauth_authorization_url_mismatch pkce_not_allowed preview_feature_not_available user_email_unverified",
    ),
    Method(
        "openid.connect.token",
        tier=Tier.T3,
        arguments="client_id client_secret code code_verifier grant_type redirect_uri refresh_token",
        errors="bad_client_secret bad_redirect_uri cannot_install_an_org_installed_app invalid_client "
        "invalid_client_id invalid_code invalid_grant invalid_grant_type invalid_refresh_token invalid_request "
        "oauth_authorization_url_mismatch preview_feature_not_available unsupported_grant_type",
    ),
    Method(
        "openid.connect.userInfo",
        tier=Tier.T3,
        scopes="openid",
    ),
    Method(
        "apps.connections.open",
        tier=Tier.T1,
        scopes="connections:write",
        errors="forbidden_team insecure_request internal_error invalid_auth missing_args",
    ),
    Method(
        "team.info",
        tier=Tier.T3,
        scopes="team:read",
        arguments="domain team",
        errors="enterprise_not_found fail_to_get_teams_for_restricted_user missing_user org_not_found "
        "team_not_found team_not_on_enterprise user_not_found",
    ),
    Method(
        "bots.info",
        tier=Tier.T3,
        scopes="users:read",
        arguments="bot team_id",
        errors="bot_not_found bots_not_found missing_argument team_not_found",
    ),
    Method(
        "users.info",
        tier=Tier.T4,
        scopes="users:read",
        arguments="user! include_locale:bool",
        errors="too_many_users user_not_found user_not_visible",
    ),
    Method(
        "users.list",
        tier=Tier.T2,
        scopes="users:read",
        arguments="cursor include_locale:bool limit:int team_id",
        errors="invalid_cursor limit_required missing_argument",
    ),
    Method(
        "users.conversations",
        tier=Tier.T3,
        scopes="*:read",
        arguments="cursor exclude_archived:bool exclude_muted:bool limit:int team_id types user",
        errors="invalid_cursor invalid_limit invalid_types method_not_supported_for_channel_type "
        "missing_argument",
    ),
    Method(
        "conversations.info",
        tier=Tier.T3,
        scopes="*:read",
        arguments="channel! include_locale:bool include_num_members:bool",
        errors="channel_is_limited_access channel_not_found",
    ),
    Method(
        "conversations.members",
        tier=Tier.T4,
        scopes="*:read",
        arguments="channel! cursor limit:int",
        errors="channel_not_found fetch_members_failed invalid_cursor invalid_limit "
        "method_not_supported_for_channel_type",
    ),
    Method(
        "conversations.open",
        tier=Tier.T3,
        scopes="im:write mpim:write",
        arguments="channel prevent_creation:bool return_im:bool users",
        errors="channel_not_found invalid_user_combination method_not_supported_for_channel_type "
        "not_enough_users too_many_users user_disabled user_not_found user_not_visible "
        "users_list_not_supplied",
    ),
    Method(
        "conversations.join",
        tier=Tier.T3,
        scopes="channels:join",
        arguments="channel!",
        errors="channel_is_limited_access channel_not_found is_archived "
        "method_not_supported_for_channel_type too_many_members",
    ),
    Method(
        "conversations.history",
        tier=Tier.T3,
        scopes="*:history",
        arguments="channel! cursor include_all_metadata:bool inclusive:bool latest limit:int oldest",
        errors="channel_is_limited_access channel_not_found invalid_cursor invalid_metadata_filter_keys "
        "invalid_ts_latest invalid_ts_oldest not_in_channel",
    ),
    Method(
        "conversations.replies",
        tier=Tier.T3,
        scopes="*:history",
        arguments="channel! ts! cursor include_all_metadata:bool inclusive:bool latest limit:int oldest",
        errors="channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest "
        "invalid_ts_oldest list_record_comment_fetch_failed method_not_supported_for_channel_type "
        "thread_not_found",
    ),
    Method(
        "chat.postMessage",
        tier=Tier.PER_CHANNEL,
        scopes="chat:write",
        arguments="channel! as_user:bool attachments:json blocks:json current_draft_last_updated_ts icon_emoji "
        "icon_url link_names:bool markdown_text metadata:json mrkdwn:bool parse reply_broadcast:bool "
        "text thread_ts unfurl_links:bool unfurl_media:bool username",
        errors="app_access_restricted as_user_not_supported attachment_payload_limit_exceeded "
        "cannot_reply_to_message channel_not_found draft_already_deleted draft_already_sent "
        "draft_has_conflict draft_not_found duplicate_channel_not_found duplicate_message_not_found "
        "invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema "
        "is_archived markdown_text_conflict message_limit_exceeded messages_tab_disabled "
        "metadata_must_be_sent_from_app metadata_too_large missing_file_data msg_blocks_too_long "
        "no_text not_in_channel rate_limited restricted_action "
        "restricted_action_non_threadable_channel restricted_action_read_only_channel "
        "restricted_action_thread_locked restricted_action_thread_only_channel "
        "send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked "
        "slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked team_not_found "
        "too_many_attachments too_many_contact_cards",
    ),
    Method(
        "chat.postEphemeral",
        tier=Tier.T4,
        scopes="chat:write",
        arguments="channel! user! as_user:bool attachments:json blocks:json icon_emoji icon_url link_names:bool "
        "markdown_text metadata:json parse text thread_ts username",
        errors="cannot_reply_to_message channel_not_found invalid_attachments invalid_blocks "
        "invalid_blocks_format is_archived markdown_text_conflict message_limit_exceeded "
        "messages_tab_disabled msg_too_long no_text not_in_channel restricted_action "
        "too_many_attachments user_not_in_channel",
    ),
    Method(
        "chat.update",
        tier=Tier.T3,
        scopes="chat:write",
        arguments="channel! ts! as_user:bool attachments:json blocks:json file_ids:json link_names:bool "
        "markdown_text metadata:json parse reply_broadcast:bool text unfurled_attachments:json",
        errors="as_user_not_supported block_mismatch blocked_file_type cant_broadcast_message "
        "cant_update_message channel_not_found edit_window_closed external_channel_migrating "
        "file_deleted file_is_deleted file_not_found file_share_limit_reached invalid_attachments "
        "invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema "
        "is_inactive markdown_text_conflict max_file_sharing_exceeded message_limit_exceeded "
        "message_not_found metadata_must_be_sent_from_app metadata_too_large msg_too_long "
        "no_dual_broadcast_content_update no_text posting_to_channel_denied "
        "slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked "
        "slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked "
        "slack_connect_file_upload_sharing_blocked streaming_state_conflict team_not_found "
        "too_many_attachments unable_to_share_files update_failed",
    ),
    Method(
        "chat.delete",
        tier=Tier.T3,
        scopes="chat:write",
        arguments="channel! ts! as_user:bool",
        errors="cant_delete_message channel_not_found message_not_found",
    ),
    Method(
        "chat.getPermalink",
        tier=Tier.SPECIAL,
        arguments="channel! message_ts!",
        errors="channel_not_found message_not_found",
    ),
    Method(
        "assistant.threads.setStatus",
        tier=Tier.SPECIAL,
        scopes="chat:write assistant:write",
        arguments="channel_id! status! thread_ts! icon_emoji icon_url loading_messages:json username",
        errors="channel_not_found invalid_thread_ts reserved_username",
    ),
    Method(
        "reactions.add",
        tier=Tier.T3,
        scopes="reactions:write",
        arguments="channel! name! timestamp!",
        errors="already_reacted bad_timestamp channel_not_found external_channel_migrating invalid_name "
        "is_archived message_not_found no_access no_item_specified not_reactable thread_locked "
        "too_many_emoji too_many_reactions",
    ),
    Method(
        "reactions.remove",
        tier=Tier.T2,
        scopes="reactions:write",
        arguments="name! channel file file_comment timestamp",
        errors="bad_timestamp channel_not_found external_channel_migrating file_comment_not_found "
        "file_not_found invalid_name message_not_found no_access no_item_specified no_reaction "
        "thread_locked",
    ),
    Method(
        "views.open",
        tier=Tier.T4,
        arguments="view!:json interactivity_pointer trigger_id",
        errors="duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id "
        "view_too_large",
    ),
    Method(
        "views.push",
        tier=Tier.T4,
        arguments="view!:json interactivity_pointer trigger_id",
        errors="duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id not_found "
        "push_limit_reached view_too_large",
    ),
    Method(
        "views.update",
        tier=Tier.T4,
        arguments="view!:json external_id hash view_id",
        errors="duplicate_external_id hash_conflict not_found view_too_large",
    ),
    Method(
        "views.publish",
        tier=Tier.T4,
        arguments="user_id! view!:json hash interactivity_pointer",
        errors="duplicate_external_id hash_conflict missing_profile_id not_enabled not_implemented "
        "view_too_large",
    ),
    Method(
        "files.getUploadURLExternal",
        tier=Tier.T4,
        scopes="files:write",
        arguments="filename! length!:int alt_txt snippet_type",
        errors="alt_txt_too_large file_type_not_allowed file_upload_size_restricted file_uploads_disabled "
        "file_uploads_except_images_disabled missing_argument snippet_too_large storage_limit_reached "
        "unknown_snippet_type unknown_subtype",
    ),
    Method(
        "files.completeUploadExternal",
        tier=Tier.T4,
        scopes="files:write",
        arguments="files!:json blocks:json channel_id channels icon_emoji icon_url initial_comment thread_ts "
        "username",
        errors="channel_not_found channels_limit_exceeded file_not_found file_type_not_allowed "
        "file_update_failed file_uploads_except_images_disabled invalid_blocks invalid_channel "
        "not_in_channel posting_to_channel_denied",
    ),
    Method(
        "files.info",
        tier=Tier.T4,
        scopes="files:read",
        arguments="file! cursor limit:int",
        errors="canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled file_deleted "
        "file_not_found not_visible slack_connect_canvas_sharing_blocked template_not_visible",
    ),
    Method(
        "files.delete",
        tier=Tier.T3,
        scopes="files:write",
        arguments="file!",
        errors="cant_delete_file delete_not_allowed file_deleted file_deleting_disabled file_not_found",
    ),
)

METHODS: Final[Mapping[str, Method]] = {method.name: method for method in _METHODS}
